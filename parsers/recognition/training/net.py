"""The network: convolutions that look, two recurrent layers each way that read, and a class for each frame.

After CRNN (Shi, Bai and Yao, 2015; CTC by Graves et al., 2006), most of its convolutions depthwise
(MobileNet), because it is to be fast on one core.
"""

from __future__ import annotations

import torch
from torch import nn

from parsers.recognition.alphabet import ALPHABET
from parsers.recognition.fitting import HEIGHT

_CHANNELS = (16, 48, 96)
_FEATURES = 192
_HIDDEN = 128


class Net(nn.Module):
    """Crops of shape (batch, 1, HEIGHT, width), ink 1 and paper 0, to logits (batch, width / 4, classes)."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = _CHANNELS
        self.look = nn.Sequential(
            _dense(1, first),
            _dense(first, second),
            _Separable(second, second),
            _Separable(second, third, stride=(2, 1)),
            _Separable(third, third),
            _Separable(third, third),
        )
        self.collapse = nn.Conv2d(third, _FEATURES, (HEIGHT // 8, 1))
        self.read = nn.LSTM(_FEATURES, _HIDDEN, num_layers=2, bidirectional=True, batch_first=True)
        self.classify = nn.Linear(2 * _HIDDEN, len(ALPHABET) + 1)

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        """The logits of each frame."""
        seen = torch.relu(self.collapse(self.look(crops))).squeeze(2).transpose(1, 2)
        read, _ = self.read(seen)
        logits: torch.Tensor = self.classify(read)
        return logits


class _Separable(nn.Module):
    """A depthwise and a pointwise convolution, around which the input passes where the shapes allow."""

    def __init__(self, inside: int, outside: int, stride: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inside, inside, 3, stride, 1, groups=inside, bias=False),
            nn.BatchNorm2d(inside),
            nn.ReLU(inplace=True),
            nn.Conv2d(inside, outside, 1, bias=False),
            nn.BatchNorm2d(outside),
        )
        self.passes = inside == outside and stride == (1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        body: torch.Tensor = self.body(image)
        return torch.relu(image + body if self.passes else body)


def _dense(inside: int, outside: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, 2, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True)
    )
