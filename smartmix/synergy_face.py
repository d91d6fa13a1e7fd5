"""`smartmix.synergy`: which elements of a mix do the work, from plain values to a finished run folder."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from experiments.kept import Kept
from experiments.run_folder import open_folder
from experiments.settings import CompareSettings
from experiments.synergy.data import synergy_data
from experiments.synergy.run import Synergy, SynergySettings, with_folder
from experiments.synergy.run import synergy as _synergy
from results.language import choose_language, translator
from results.synergy.files import write_synergy
from simulation.compiled import is_warm
from smartmix.comparing import settings_from
from smartmix.going_on import check_place, going_on
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named

type Place = str | os.PathLike[str]

_DEFAULT, _OWN = CompareSettings(), synergy_data().defaults


def synergy_settings(
    mix: str,
    *,
    indicators: Sequence[str] | None = None,
    year: int | None = None,
    groups: Path | None = None,
    draws: int | None = None,
    firms: int | str | None = None,
    seed: int | None = None,
    baseline: str | None = None,
    future: str | None = None,
    prior: bool = False,
    posterior: str | None = None,
    model: str | None = None,
) -> SynergySettings:
    """Settings from what was given; None takes the default of `synergy.yaml` or of a comparison."""
    compare = settings_from(
        mixes=(mix,),
        baseline=baseline,
        draws=_OWN.draws if draws is None else draws,
        firms=_OWN.firms if firms is None else firms,
        seed=seed,
        future=future,
        prior=prior,
        posterior=posterior,
        model=model,
    )
    names = tuple(dict.fromkeys(synergy_data().default_indicators if indicators is None else indicators))
    return SynergySettings(compare, names, _OWN.year if year is None else year, groups)


def synergy_into_folder(
    settings: SynergySettings,
    workers: int | None,
    out: Path | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> Synergy:
    """Run what is missing, and write the folder, the manifest last; `command(folder)` goes on after an interruption.

    Raises InputProblem before any simulating where settings or disk do not allow it; Interrupted when the user
    stops it, and then every draw that was finished is kept.
    """
    _ = translator(lang)
    settings.check()
    check_place(out, workers)
    watch.stage(_("simulating") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    folder = open_folder(settings.manifest(), out)
    kept = Kept(folder)
    with going_on(kept, settings.compare.draws, command, "draws"):
        result = _synergy(settings, workers, watch.advance, kept)
        watch.stage(_("writing"))
        return with_folder(result, write_synergy(result, folder, lang, figures, watch.stage))


def synergy(
    mix: str,
    *,
    indicators: Sequence[str] | None = None,
    year: int = _OWN.year,
    groups: Place | None = None,
    draws: int = _OWN.draws,
    firms: int | str = _OWN.firms,
    seed: int = _DEFAULT.seed,
    baseline: str = _DEFAULT.baseline,
    future: str = _DEFAULT.future,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Synergy:
    """Which elements of a mix do the work, and do they reinforce each other? Options as `smartmix synergy`.

    Runs all subsets of the mix's elements on the same draws and writes a run folder. The result holds frames
    `shares` (Shapley share, first_in, last_out), `interactions`, `costs` and `totals`, the `elements`, the
    arrays per draw in `effects`, and the `folder`. With the folder of an analysis that was stopped as `out` it goes
    on. Raises InputProblem; Interrupted on Ctrl-C.
    """
    settings = synergy_settings(
        mix,
        indicators=indicators,
        year=year,
        groups=None if groups is None else Path(groups),
        draws=draws,
        firms=firms,
        seed=seed,
        baseline=baseline,
        future=future,
        prior=prior,
        posterior=None if posterior is None else os.fspath(posterior),
        model=named(model, lang),
    )
    with _bar(draws, is_wanted=progress) as watch:
        return synergy_into_folder(
            settings,
            workers,
            None if out is None else Path(out),
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.synergy(..., out={folder!r})",
        )
