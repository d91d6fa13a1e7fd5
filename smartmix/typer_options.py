"""The options that verbs share, and the reading of their values.

Values arrive as text and are read here, so that every refusal is one line of ours, in the reader's language.
"""

from pathlib import Path
from typing import Annotated

import typer

from smartmix import options
from smartmix.marks import _

type Text = str | None

Draws = Annotated[
    Text, typer.Option("--draws", metavar="N", help=_("draws over the uncertain parameters (default 200)"))
]
Draw = Annotated[Text, typer.Option("--draw", metavar="N", help=_("which draw, counted from 0 (default 0)"))]
Firms = Annotated[
    Text, typer.Option("--firms", metavar="N", help=_("firms in the sample, 100 or more, or 'full' (default 5000)"))
]
From = Annotated[Text, typer.Option("--from", metavar="YEAR", help=_("first year shown (default 2017)"))]
Until = Annotated[Text, typer.Option("--until", metavar="YEAR", help=_("last year (default 2030)"))]
Seed = Annotated[Text, typer.Option("--seed", metavar="N", help=_("key of all luck (default 1)"))]
Baseline = Annotated[
    Text,
    typer.Option("--baseline", metavar="MIX", help=_("mix that the others are compared with (default reference-2020)")),
]
FutureOption = Annotated[
    Text,
    typer.Option(
        "--future",
        metavar="FUTURE",
        help=_("what happens to EU law: ex-ante-2020 (default), as-happened, no-eu-law, or a file"),
    ),
]
Prior = Annotated[
    bool, typer.Option("--prior", help=_("draw from the uncalibrated ranges (prior) instead of the calibrated ones"))
]
Posterior = Annotated[
    Text,
    typer.Option(
        "--posterior", metavar="FOLDER", help=_("draw from the posterior in this folder (default: the one that ships)")
    ),
]
Model = Annotated[
    Text,
    typer.Option(
        "--model", metavar="FILE", help=_("rules of your own, a Python file (slow; its code is run as it stands)")
    ),
]
Workers = Annotated[Text, typer.Option("--workers", metavar="N", help=_("threads (default: one per processor)"))]
Out = Annotated[
    Text,
    typer.Option("--out", metavar="FOLDER", help=_("folder to write to, new or empty (default runs/<time>-<hash>)")),
]
Lang = Annotated[
    Text, typer.Option("--lang", metavar="nl|en", help=_("language (default SMARTMIX_LANG, then that of the system)"))
]
Json = Annotated[bool, typer.Option("--json", help=_("print JSON and nothing else"))]
Quiet = Annotated[bool, typer.Option("--quiet", help=_("print only the folder, without a progress bar"))]


def whole_number(option: str, text: str | None) -> int | None:
    """The number given to an option, None when it is not given. Raises InputProblem for anything else."""
    return None if text is None else options.whole_number(option, text)


def amount(option: str, text: str | None) -> float | None:
    """A number of zero or more such as 450e6; None when the option is not given. Raises InputProblem."""
    return None if text is None else options.amount(option, text)


def number(option: str, text: str) -> int | float | None:
    """Any number, None for what is none. Raises InputProblem for one with two readings."""
    return options.number(option, text, is_amount=False)


def firms(text: str | None) -> int | str | None:
    """A number of firms or a word, None when not given; the population refuses what it cannot make."""
    return None if text is None else options.number_or_word("--firms", text)


def folder(text: str | None) -> Path | None:
    """A folder to write to; None when none is given."""
    return None if text is None else Path(text)
