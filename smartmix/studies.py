"""The studies, and the way from a question to a run folder."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from smartmix import output
from smartmix.houses import full_name
from smartmix.options import path
from smartmix.session import going_on_command, reader_language

if TYPE_CHECKING:
    from experiments.settings import CompareSettings
    from experiments.study import Question
    from smartmix.problems import Unit


#: The studies by the kind in the manifest, which is the verb, with the module of an extra that one cannot run without.
#: What a study's room has is named after it.
STUDIES = {
    "discover": "ema_workbench",
    "information": "",
    "optimise": "optuna",
    "pathways": "",
    "robustness": "",
    "sensitivity": "",
    "synergy": "",
}


def part(place: str) -> Any:
    """What `module:name` names."""
    module, _colon, name = place.partition(":")
    return attrgetter(name)(import_module(full_name(module)))


def run_study(
    kind: str,
    question: "Question",
    given: Mapping[str, Any],
    *,
    until: int | None = None,
    unit: "Unit" = "runs",
    values: Iterable[tuple[str, float]] = (),
) -> Any:
    """From a question to a finished run folder: what is missing is run, the manifest is written last.

    A folder that holds a finished run of less of the same grows.

    given: a verb's arguments (its `locals()`), of which out, workers, cluster, model, lang, figures and progress count;
    until: the last year of the runs where it is not that of the settings; unit: what is counted when it is stopped;
    values: of parameters by name that are asked for, of which those beyond their prior are said.
    Raises InputProblem before any simulating; Interrupted when the user stops it.
    """
    from experiments.extras import require  # noqa: PLC0415
    from experiments.kept import Kept  # noqa: PLC0415 - what a verb does not need until it runs
    from experiments.manifest import analysis_manifest  # noqa: PLC0415
    from experiments.run_folder import check_claim, claim_folder, close_folder, default_folder, make_room  # noqa: PLC0415
    from experiments.writing import writing  # noqa: PLC0415
    from results.figures import write_pictures  # noqa: PLC0415
    from results.language import translator  # noqa: PLC0415
    from simulation.compiled import is_warm  # noqa: PLC0415
    from smartmix.beyond import say_beyond  # noqa: PLC0415
    from smartmix.cluster_worker import cluster_at  # noqa: PLC0415
    from smartmix.going_on import check_place, going_on  # noqa: PLC0415
    from smartmix.own_rules import announce  # noqa: PLC0415

    if STUDIES[kind]:
        require(STUDIES[kind])
    out, workers, progress = given["out"], given["workers"], given["progress"]
    chosen = reader_language(given["lang"])
    _ = translator(chosen)
    mixes = question.mixes()
    place = path(out)
    check_place(place, workers)
    engine = cluster_at(given["cluster"], given.get("model"))
    settings = question.settings if until is None else replace(question.settings, last_year=until)
    with output.progress(question.work, is_wanted=progress) as watch:
        watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
        manifest = analysis_manifest(kind, question.settings, mixes, question.asked())
        folder = place or default_folder(manifest)
        check_claim(folder, manifest)  # what is refused is told in one line alone: notices come after
        announce(settings, question.runs, chosen, progress)
        say_beyond(values, chosen, progress)
        kept, left = Kept(folder), question.work

        def advance(count: int) -> None:
            nonlocal left
            left -= count
            watch.advance(count)
            if left <= 0:
                watch.stage(_("estimating"))

        watch.stage(_("simulating"))
        with writing(folder):
            claim_folder(folder, manifest)
            with going_on(kept, question.work, lambda known: going_on_command(kind, known), unit):
                result = part(f"experiments.{kind}.run:run_{kind}")(question, engine or workers, advance, kept)
                result.decided_by(manifest)
                watch.stage(_("writing"))
                make_room(folder)
                if given["figures"]:
                    write_pictures(
                        folder / "figures", part(f"results.{kind}.figure:{kind}_pictures")(result, chosen), watch.stage
                    )
                close_folder(folder, manifest, result.content(), result.frames())
                kept.forget_others()
    return result.in_folder(folder)


def settings_of(given: Mapping[str, Any]) -> "CompareSettings":
    """The settings among a verb's arguments (its `locals()`): draws, firms, years, seed, baseline, future and so on."""
    from smartmix.comparing import settings_from  # noqa: PLC0415

    names = ["draws", "firms", "first_year", "last_year", "seed", "baseline", "future", "prior", "posterior", "model"]
    return settings_from(**{name: given[name] for name in names if name in given})
