"""Training the network on endless made lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from time import monotonic

import torch
from numpy.random import Generator
from torch import nn

from parsers.recognition.training.batches import Batch, Made, batches
from parsers.recognition.training.net import Net, Size

_RATE = 2e-3
_WARM = 500
"""Steps in which the rate rises."""
_FALLING = 0.35
"""The last share of the lines, in which the rate falls to nothing."""
SHORT = 0.06
"""The first share of the lines, which are short: from those, what letters look like is learnt far sooner."""
_AREA = 6_000
"""Pixels of width in a batch, about eleven lines: many small steps get further than few exact ones."""
_KEPT = 0.999
"""Of the running mean of the weights, that is kept at each step."""

Tell = Callable[[str], None]
Source = Callable[[bool, Generator], Iterator[Made]]
"""Draws crops without end: short ones, or of every length."""


def fit(size: Size, source: Source, seed: int, count: int, *, workers: int, draft: Path, tell: Tell) -> Net:
    """Train on so many lines, on the GPU where there is one; gives the running mean of the weights.

    Stopped and started again with the same `draft`, it goes on where it was.

    Args:
        size: of the network.
        source: what is to be read.
        seed: of the weights and of all lines.
        count: lines in all.
        workers: processes that draw lines; 0 draws them in this one.
        draft: the file that the state is kept in.
        tell: says how far it is.
    """
    torch.set_num_threads(1)  # more gain nothing in small batches, and hang under OMP_THREAD_LIMIT
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = Net(size).to(device)
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    mean: Net = deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), _RATE, weight_decay=0.01)
    lines = steps = 0
    if draft.exists():
        state = torch.load(draft, map_location=device)
        net.load_state_dict(state["net"])
        mean.load_state_dict(state["mean"])
        optimizer.load_state_dict(state["optimizer"])
        lines, steps = state["lines"], state["steps"]
    start, told, kept, total = monotonic(), lines, monotonic(), 0.0
    drawn: Iterator[Batch] | None = None
    short = lines < SHORT * count
    while lines < count:
        if drawn is None or short != (lines < SHORT * count):
            short = lines < SHORT * count
            drawn = batches(partial(source, short), seed + steps, area=_AREA, workers=workers)
        batch = next(drawn)
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min(1.0, (steps + 1) / _WARM, (1 - lines / count) / _FALLING + 0.005)
        total += _step(net, optimizer, batch, device)
        lines, steps = lines + len(batch.crops), steps + 1
        keep = min(_KEPT, steps / (steps + 10))
        with torch.no_grad():
            for old, new in zip(mean.state_dict().values(), net.state_dict().values(), strict=True):
                old.lerp_(new, 1 - keep) if old.is_floating_point() else old.copy_(new)
        if steps % 200 == 0:
            rate = (lines - told) / (monotonic() - start)
            tell(f"{lines} lines, loss {total / 200:.3f}, {rate:.0f} lines/s")
            start, told, total = monotonic(), lines, 0.0
        if monotonic() - kept > 120 or lines >= count:
            _keep(draft, net=net.state_dict(), mean=mean.state_dict(), optimizer=optimizer.state_dict(),
                  lines=lines, steps=steps)  # fmt: skip
            kept = monotonic()
    mean.eval()
    return mean


def _step(net: Net, optimizer: torch.optim.Optimizer, batch: Batch, device: torch.device) -> float:
    crops = (batch.crops.to(device).float() / 255).contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16):
        logits = net(crops)
    chances = logits.float().log_softmax(2).transpose(0, 1)
    loss = nn.functional.ctc_loss(
        chances, batch.classes.to(device), batch.frames, batch.lengths, zero_infinity=True
    )
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimizer.step()
    return float(loss.detach())


def _keep(draft: Path, **state: object) -> None:
    part = draft.with_suffix(".part")
    torch.save(state, part)
    part.replace(draft)
