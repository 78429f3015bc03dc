"""The file that a trained network ships as: ONNX, its matrices in eight bits, its convolutions in sixteen."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch

from parsers.recognition.fitting import HEIGHT, STRIDE
from parsers.recognition.training.net import Net

_LARGE = 256
"""Weights of an array from which sixteen bits save room."""


def export(net: Net, file: Path, *, quantised: bool = True) -> None:
    """Write the model to a file, in a folder made if it is not there.

    The weights of the recurrent and the last layer become eight bits; the convolutions are kept in sixteen
    and run in 32, since onnxruntime runs them faster so.

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
            _halve(file)
        else:
            file.write_bytes(whole.read_bytes())


def _halve(file: Path) -> None:
    """Keep the large weights of a model that have 32 bits in 16; they are made 32 again when it is opened."""
    model = onnx.load(file)
    graph = model.graph
    for weights in [each for each in graph.initializer if each.data_type == onnx.TensorProto.FLOAT]:
        values = onnx.numpy_helper.to_array(weights)
        if values.size < _LARGE:
            continue
        half = f"{weights.name}_half"
        cast = onnx.helper.make_node("Cast", [half], [weights.name], to=onnx.TensorProto.FLOAT)
        graph.node.insert(0, cast)
        weights.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), half))
    onnx.save(model, file)
