"""Values of parameters beyond their prior: allowed, because they have a meaning, and said before the runs."""

import warnings
from collections.abc import Iterable
from pathlib import Path

from results.language import translator
from simulation.parameters import beyond_prior, registry
from smartmix import output
from smartmix.session import is_command_line, reader_language


def say_beyond(values: Iterable[tuple[str, float]], lang: str | None, is_wanted: bool) -> None:
    """Name each parameter that is set beyond its prior, once, with its furthest value on either side.

    On standard error of the command line when `is_wanted`; a warning in Python.
    """
    furthest: dict[tuple[str, bool], float] = {}
    for name, value in values:
        if beyond_prior({name: value}):
            is_above = value > registry()[name].high
            known = furthest.get((name, is_above), value)
            furthest[name, is_above] = max(known, value) if is_above else min(known, value)
    _ = translator(reader_language(lang))
    for (name, _is_above), value in furthest.items():
        parameter = registry()[name]
        line = _(
            "parameter {name}: {value} lies beyond its range ({low} to {high}); no source and no posterior says that "
            "it can be so"
        ).format(name=name, value=f"{value:.12g}", low=f"{parameter.low:.12g}", high=f"{parameter.high:.12g}")
        if not is_command_line():
            warnings.warn(line, skip_file_prefixes=(str(Path(__file__).parent),))
        elif is_wanted:
            output.trouble(line)
