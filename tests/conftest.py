"""What all tests share: the measuring set is optional, and no property is a matter of time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.plans import MEASURING

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not MEASURING.is_dir():
        pytest.skip(f"the measuring set is not at {MEASURING}")
