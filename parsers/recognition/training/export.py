"""The file that a trained network ships as: ONNX, its matrices in eight bits."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch

from parsers.recognition.fitting import HEIGHT, STRIDE
from parsers.recognition.training.net import Net


def export(net: Net, file: Path, *, quantised: bool = True) -> None:
    """Write the model to a file, in a folder made if it is not there.

    The weights of the recurrent and the last layer become eight bits; the convolutions stay as they are,
    since onnxruntime runs them faster so.

    Raises:
        OSError: the folder cannot be written.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / file.name
        torch.onnx.export(
            net.cpu().eval().float(),
            (torch.zeros(2, 1, HEIGHT, 40 * STRIDE),),
            str(whole),
            input_names=["crops"],
            output_names=["logits"],
            dynamic_axes={"crops": {0: "lines", 3: "width"}, "logits": {0: "lines", 1: "frames"}},
            opset_version=17,
            dynamo=False,
        )
        if quantised:
            quantize_dynamic(
                whole, file, weight_type=QuantType.QInt8, op_types_to_quantize=["LSTM", "MatMul"]
            )
        else:
            file.write_bytes(whole.read_bytes())
