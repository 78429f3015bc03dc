"""Where a box of the page goes is where its ink goes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.papers.geometry import Warp, aslant, flat, ground, tilted

SIZE = 400, 560
SLANTED = aslant(SIZE, np.random.default_rng(4))
WARPS = {
    "straight": flat(SIZE, 0, (0, 0), 1.0),
    "turned": flat(SIZE, 2.5, (6, -4), 0.98, (20, 10)),
    "photographed": SLANTED,
    "tilted": tilted(SIZE, 20, np.random.default_rng(2)),
    "bent": replace(SLANTED, bend=8.0),
    "stored on its side": replace(flat(SIZE, 1.0, (3, 3), 1.0), turns=1),
    "stored upside down": replace(flat(SIZE, 1.0, (3, 3), 1.0), turns=2),
}


@pytest.mark.parametrize("name", WARPS)
def test_a_box_goes_where_its_ink_goes(name: str) -> None:
    warp: Warp = WARPS[name]
    for box in ((60, 80, 340, 92), (60, 500, 100, 512), (300, 40, 340, 60)):
        page = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)
        page[box[1] : box[3], box[0] : box[2]] = 0
        picture = warp.picture(page, ground(warp.taken, 255))
        assert picture.shape[:2] == warp.seen[::-1]
        rows, columns = np.nonzero(picture[:, :, 0] < 128)
        ink = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
        assert np.abs(np.subtract(warp.box(box), ink)).max() < 2.5, box
