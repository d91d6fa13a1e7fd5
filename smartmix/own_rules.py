"""Before own rules run: how slow that is going to be."""

from dataclasses import replace
from pathlib import Path

from experiments.drivers import expected_seconds
from experiments.prepare import prepare
from experiments.settings import CompareSettings
from results.language import translator
from results.number_format import decimal


def slow_words(settings: CompareSettings, runs: int, lang: str) -> str:
    """One line that says that own rules are slow, and how long `runs` runs will take here; a quarter is timed.

    Raises InputProblem for settings or rules that cannot be run.
    """
    _ = translator(lang)
    experiment = prepare(replace(settings, draws=1))
    text = _("{file}: rules of your own run firm by firm, which is slow; runs: {runs}, firms: {firms}, time: {time}")
    return text.format(
        file=Path(settings.model).name, time=duration(expected_seconds(experiment, runs), lang),
        runs=decimal(runs, lang), firms=decimal(experiment.firms, lang),
    )  # fmt: skip


def duration(seconds: float, lang: str) -> str:
    """A time in words, no more exact than an estimate is."""
    _ = translator(lang)
    for size, text in ((3600.0, _("about {count} hours")), (60.0, _("about {count} minutes"))):
        if seconds >= 1.5 * size:
            return text.format(count=decimal(seconds / size, lang))
    return _("about {count} seconds").format(count=decimal(max(2.0, seconds), lang))
