"""What all tests share: the measuring set is optional."""

from __future__ import annotations

import pytest

from tests.plans import MEASURING


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not MEASURING.is_dir():
        pytest.skip(f"the measuring set is not at {MEASURING}")
