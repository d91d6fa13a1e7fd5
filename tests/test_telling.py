"""A long job says how far it is, also where there is no terminal."""

import logging
import sys
from types import SimpleNamespace

import pytest

from smartmix import output, telling


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(telling.time, "monotonic", lambda: now[0])
    monkeypatch.setenv("SMARTMIX_LANG", "nl")
    return now


def quiet_logger(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a batch job: nobody has set up logging."""
    monkeypatch.setattr(telling.LOGGER, "propagate", False)


def test_a_batch_job_says_a_line_a_minute(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet_logger(monkeypatch)
    with output.progress(200) as watch:
        watch.stage("simuleren")
        for second in range(150):
            clock[0] = float(second)
            watch.advance(1)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "simuleren: 61 van 200, nog ongeveer 2 min 17 s",
        "simuleren: 121 van 200, nog ongeveer 1 min 18 s",
    ]


def test_nobody_who_asked_for_none_gets_a_line_but_the_logger_does(
    clock: list[float], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "smartmix")
    with output.progress(2, is_wanted=False) as watch:
        watch.stage("simuleren")
        clock[0] = 61.0
        watch.advance(1)
    assert capsys.readouterr().err == ""
    assert caplog.messages == ["simuleren", "simuleren: 1 van 2, nog ongeveer 1 min 1 s"]


def test_in_a_notebook_one_line_changes_and_goes(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=1)))
    with output.progress(10) as watch:
        watch.stage("simuleren")
        for second in (1.0, 2.0):
            clock[0] = second
            watch.advance(5)
    text = capsys.readouterr().err
    assert "\n" not in text and text.split("\r")[1:3] == [
        "simuleren: 5 van 10, nog ongeveer 0 min 1 s",
        "simuleren: 10 van 10, nog ongeveer 0 min 0 s".ljust(43),
    ]
    assert text.endswith("\r")
