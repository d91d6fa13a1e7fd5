"""`smartmix expect FILE`, `smartmix.expect(…)`."""

from typing import TYPE_CHECKING, Annotated, Any

from smartmix import options, output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place, place
from smartmix.problems import DONE, NOT_MET
from smartmix.session import words

if TYPE_CHECKING:
    from experiments.expect.run import HeldExpectation

Checks = Annotated[
    Place | dict[str, Any],
    Option("FILE", "", _("what you expect of which mixes, futures and years (YAML)"), "; below", read=place),
]


def expect(
    file: Checks, *, workers: options.Workers = None, progress: options.Progress = False
) -> "list[HeldExpectation]":
    """Hold what you expect against runs: a file, or its content as a dict; one answer per expectation, mix and future.

    Runs are made in memory, on common luck; nothing is written. Raises InputProblem for a file that is wrong.

        checks = {"format": 1, "mixes": ["mix-1", "mix-2"], "firms": 100, "draws": 2, "years": [2018, 2024],
                  "expectations": [{"indicator": "practice", "within": [0, 1]}]}
        all(held.is_met for held in sm.expect(checks))
    """
    from pathlib import Path  # noqa: PLC0415

    from experiments.each import check_workers  # noqa: PLC0415
    from experiments.expect.format import check_expectations, read_expectations  # noqa: PLC0415
    from experiments.expect.run import hold  # noqa: PLC0415
    from simulation.given import plain_content  # noqa: PLC0415

    check_workers(workers)
    if isinstance(file, dict):
        asked, folder = check_expectations(plain_content(file)), Path()
    else:
        asked, folder = read_expectations(Path(file)), Path(file).parent
    with output.progress(asked.draws * len(asked.mixes) * len(asked.futures), is_wanted=progress) as watch:
        return hold(asked, folder, workers, watch.advance)


def content(held: "list[HeldExpectation]") -> dict[str, Any]:
    """What `--json` prints; `worst` is null where the indicator is undefined in a draw."""
    from experiments.frames import plain  # noqa: PLC0415

    rows = [
        {
            "expectation": each.expectation.name,
            "kind": each.expectation.kind,
            "indicator": each.expectation.indicator,
            "group": each.expectation.group,
            "mix": each.mix,
            "future": each.future,
            "draws": each.draws,
            "share": each.share,
            "share_asked": each.expectation.share_of_draws,
            "met": each.is_met,
            "worst_draw": each.worst_draw,
            "worst": plain(each.worst),
        }
        for each in held
    ]
    return {"format": 1, "met": all(each.is_met for each in held), "expectations": rows}


def _show(held: "list[HeldExpectation]", as_json: bool, quiet: bool) -> int:
    if as_json:
        output.show_json(content(held))
    else:
        _ = words()
        for each in held:
            told = each.expectation
            output.show(
                (
                    _("met: {what}, {mix} in {future}: holds in {share} of {draws} draws")
                    if each.is_met
                    else _("NOT MET: {what}, {mix} in {future}: holds in {share} of {draws} draws; see draw {worst}")
                ).format(
                    what=told.name or f"{told.indicator} ({told.group}) {told.kind}",
                    mix=each.mix,
                    future=each.future,
                    share=round(each.share * each.draws),
                    draws=each.draws,
                    worst=each.worst_draw,
                )
            )
    return DONE if all(each.is_met for each in held) else NOT_MET


VERB = Verb(
    expect,
    _("hold what you expect of mixes against runs"),
    _show,
    json=Option(
        "--json",
        "",
        _("print JSON and nothing else"),
        ': `{"format": 1, "met", "expectations": [{"expectation", "mix", "future", "share", "met", …}]}`',
    ),
    quiet=None,
)
