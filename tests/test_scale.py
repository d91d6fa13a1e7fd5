"""The page of scale says what the figures say."""

import json
from typing import Any

import pytest

from benchmarks.scale_page import PAGE, PLANS, SAVED, disk, filled, hours, memory

FOUND: dict[str, Any] = {
    "machine": {"processor": "x", "cores": 2, "memory_gib": 8, "system": "Linux", "python": "3.13", "load_before": 0.1},
    "load_after": 0.1,
    "one_thread": {"firms": 400_000, "processor": 10.0, "seconds": 10.0, "mib": 1000.0},
    "two_threads": {"firms": 400_000, "processor": 12.0, "seconds": 6.0, "mib": 1400.0},
    "two_dask_workers": {"firms": 400_000, "processor": 11.0, "seconds": 5.5, "mib": 500.0, "worker_mib": 1000.0},
    "small": {"firms": 5_000, "processor": 0.1, "seconds": 0.1, "mib": 300.0, "bytes": 2e6},
    "many_draws": {"firms": 100, "draws": [25, 500], "mib": 300.0, "mib_per_draw": 1.0},
}


def test_the_tables_of_the_page_are_those_of_the_figures() -> None:
    """Where this fails: `python -m benchmarks.scale --page`."""
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, json.loads(SAVED.read_text(encoding="utf-8"))) == text
    laptop = "| all firms: 406,000 × 200 draws | a laptop, 2 threads | 20 min | 1.6 | 0.4 |"
    assert laptop in filled(text, FOUND) and "instead of all 406,000" in filled(text, FOUND)
    slower = FOUND | {"two_threads": FOUND["two_threads"] | {"processor": 24.0}}
    assert laptop not in filled(text, slower)


def test_costs_are_draws_times_firms_over_what_runs_together() -> None:
    laptop, dask, large, _cluster = PLANS
    assert hours(FOUND, laptop, 400_000, 200) == pytest.approx(12.0 * 100 / 3600)
    assert hours(FOUND, dask, 800_000, 200) == pytest.approx(2 * 11.0 * 100 / 3600)
    assert hours(FOUND, large, 400_000, 200) == pytest.approx(12.0 * 4 / 3600)  # four rounds of 64
    assert hours(FOUND, laptop, 5_000, 200) == pytest.approx(0.1 * 100 / 3600)
    assert memory(FOUND, dask, 400_000, 0) == pytest.approx(1000 / 1024)
    assert memory(FOUND, laptop, 400_000, 100) == pytest.approx((1000 + 400 + 100) / 1024)
    assert disk(FOUND, 1000) == pytest.approx(2.0)
