"""Before own rules run: how slow that is going to be."""

import os
import warnings
from dataclasses import replace
from pathlib import Path

from experiments.own_rules.drivers import expected_seconds
from experiments.prepare import Experiment, prepare
from experiments.settings import CompareSettings
from results.language import choose_language, translator
from results.number_format import decimal, duration
from smartmix import output
from smartmix.session import is_command_line, language


def slow_words(settings: CompareSettings, runs: int, lang: str) -> str:
    """One line that says that own rules are slow, and how long `runs` runs will take here; a quarter is timed.

    Raises InputProblem for settings or rules that cannot be run.
    """
    first = min(settings.first_year, settings.last_year)
    return words_for(prepare(replace(settings, draws=1, first_year=first)), runs, lang)


def words_for(experiment: Experiment, runs: int, lang: str) -> str:
    """As `slow_words`, for an experiment that is prepared."""
    _ = translator(lang)
    text = _("{file}: rules of your own run firm by firm, which is slow; runs: {runs}, firms: {firms}, time: {time}")
    return text.format(
        file=Path(experiment.settings.model).name,
        time=duration(expected_seconds(experiment, runs), lang),
        runs=decimal(runs, lang),
        firms=decimal(experiment.firms, lang),
    )


def say_slow(settings: CompareSettings, runs: int, is_wanted: bool) -> None:
    """Say it on standard error, for the command line; nothing for the shipped rules. Raises InputProblem."""
    if settings.model and is_wanted:
        output.trouble(slow_words(settings, runs, language()))


def named(model: str | os.PathLike[str] | None, lang: str | None = None) -> str | None:
    """The file of rules that somebody named in Python, with a warning there that they are slow; None for none."""
    if model is None:
        return None
    _ = translator(choose_language(lang))
    text = _("{file}: rules of your own run firm by firm, which is slow; smartmix.own_rules.slow_words tells how slow")
    ours = (str(Path(__file__).parent),)  # the warning names the user's own line, however deep it is given
    warnings.warn(text.format(file=Path(model).name), skip_file_prefixes=ours)
    return os.fspath(model)


def announce(settings: CompareSettings, runs: int, lang: str, is_wanted: bool) -> None:
    """Say that own rules are slow: how slow on standard error of the command line, a warning in Python.

    Nothing for the shipped rules. Raises InputProblem for rules that cannot be run.
    """
    if not settings.model:
        return
    if is_command_line():
        say_slow(settings, runs, is_wanted)
    else:
        named(settings.model, lang)
