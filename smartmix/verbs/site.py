"""`smartmix site FOLDER`, `smartmix.site(…)`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from experiments import defaults
from simulation.problems import InputProblem
from simulation.vocabulary import LAST_YEAR
from smartmix import options, output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option

Folder = Annotated[
    options.Place,
    Option(
        "FOLDER",
        "",
        _("folder of the site, which is not there yet"),
        "Until it is whole it is made in `FOLDER.part` beside it; stopped, the same command goes on there",
        read=options.place,
    ),
]
Mixes = Annotated[
    Iterable[str] | None,
    Option("--mixes", "A,B", _("mixes beside the baseline (default: all that ship)"), read=options.names),
]
Futures = Annotated[
    Iterable[str] | None, Option("--futures", "A,B", _("futures (default: all that ship)"), read=options.names)
]
Until = Annotated[int, Option("--until", "YEAR", _("last year that can be chosen (default 2035)"))]


def site(
    folder: Folder,
    *,
    mixes: Mixes = None,
    futures: Futures = None,
    draws: options.Draws = defaults.DRAWS,
    firms: options.Firms = defaults.FIRMS,
    last_year: Until = LAST_YEAR,
    seed: options.Seed = defaults.SEED,
    baseline: options.Baseline = defaults.BASELINE,
    workers: options.Workers = None,
    lang: options.Lang = None,
    progress: options.Progress = False,
) -> Path:
    """Write a static site of the shipped mixes: plain files in Dutch and English that open from disk; its folder.

    Everybody with a browser can compare in it as on the page, without this program. The same command gives the same
    bytes. Raises InputProblem; Interrupted on Ctrl-C, after which the same call goes on.

        sm.site("my-site", mixes=["mix-1", "mix-2"], futures=["ex-ante-2020"], draws=2, firms=120, last_year=2024)
    """
    from experiments.settings import CompareSettings  # noqa: PLC0415
    from scenarios.library import list_futures, list_mixes, load_future  # noqa: PLC0415
    from smartmix.static_site.making import make_site  # noqa: PLC0415

    others = tuple(mix for mix in (list_mixes() if mixes is None else mixes) if mix != baseline)
    if not others:
        raise InputProblem("--mixes: none beside the baseline {baseline}; at least one is needed", baseline=baseline)
    asked = CompareSettings(others, baseline, draws=draws, firms=firms, last_year=last_year, seed=seed)
    chosen = [load_future(future).id for future in dict.fromkeys(list_futures() if futures is None else futures)]
    if not chosen:
        raise InputProblem("--futures: at least one is needed")
    return make_site(Path(folder), [replace(asked, future=each) for each in chosen], workers, lang, progress)


def _show(folder: Path, as_json: bool, quiet: bool) -> int:
    from results.number_format import decimal  # noqa: PLC0415
    from smartmix.session import language, words  # noqa: PLC0415

    _ = words()
    if quiet:
        output.show(str(folder))
        return 0
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    output.show(
        _("Site of {size} MB; open {page}").format(size=decimal(size, language(), 1), page=folder / "index.html")
    )
    return 0


VERB = Verb(site, _("write a static site of the shipped mixes, for who has no Python"), _show, json=None)
