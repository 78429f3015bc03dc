"""The network: convolutions that look, two recurrent layers each way that read, and a class for each frame.

After CRNN (Shi, Bai and Yao, 2015; CTC by Graves et al., 2006), most of its convolutions depthwise
(MobileNet), because it is to be fast on one core.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn

from parsers.recognition.alphabet import ALPHABET
from parsers.recognition.figures import CLASSES
from parsers.recognition.fitting import HEIGHT


class Size(NamedTuple):
    """How large a network is."""

    channels: tuple[int, int, int]
    features: int
    """Of a frame."""
    hidden: int
    """Of a recurrent layer, each way."""
    layers: int
    classes: int
    """The blank among them."""


LINES = Size((16, 48, 96), 192, 128, 2, len(ALPHABET) + 1)
FIGURES = Size((16, 32, 64), 96, 64, 1, CLASSES + 1)


class Net(nn.Module):
    """Crops of shape (batch, 1, HEIGHT, width), ink 1 and paper 0, to logits (batch, width / 4, classes)."""

    def __init__(self, size: Size = LINES) -> None:
        super().__init__()
        first, second, third = size.channels
        self.look = nn.Sequential(
            _dense(1, first),
            _dense(first, second),
            _Separable(second, second),
            _Separable(second, third, stride=(2, 1)),
            _Separable(third, third),
            _Separable(third, third),
        )
        self.collapse = nn.Conv2d(third, size.features, (HEIGHT // 8, 1))
        self.read = nn.LSTM(
            size.features, size.hidden, num_layers=size.layers, bidirectional=True, batch_first=True
        )
        self.classify = nn.Linear(2 * size.hidden, size.classes)

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
