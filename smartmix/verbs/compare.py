"""`smartmix compare [MIX…]`, `smartmix.compare(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING

from experiments import defaults
from smartmix import kinds, options, output, studies
from smartmix.command import JSON, Verb
from smartmix.marks import _

if TYPE_CHECKING:
    from experiments.compare import Comparison


def compare(
    *mixes: options.Mixes,
    draws: options.Draws = defaults.DRAWS,
    firms: options.Firms = defaults.FIRMS,
    first_year: options.From = defaults.FIRST_YEAR_SHOWN,
    last_year: options.Until = defaults.LAST_YEAR_SHOWN,
    seed: options.Seed = defaults.SEED,
    baseline: options.Baseline = defaults.BASELINE,
    future: options.FutureOfMixes = "",
    prior: options.Prior = defaults.PRIOR,
    posterior: options.Posterior = None,
    model: options.Model = None,
    worlds: options.WorldsOfDates = "",
    matters: options.Matters = None,
    workers: options.Workers = None,
    cluster: options.Cluster = None,
    out: options.Out = None,
    lang: options.Lang = None,
    figures: options.Figures = True,
    progress: options.Progress = False,
) -> "Comparison":
    """Compare mixes with a baseline on the same draws, and write a run folder.

    The comparison's `summary` holds frames: `levels`, `differences` (paired with the baseline) and `probabilities`;
    `frame()` has a row per draw; its `folder` the Parquet files and index.html. With the folder of a run that was
    stopped as `out` it goes on. `worlds` holds the same comparison in each world that it divides into, and
    `until(year)` the same in an earlier year. Raises InputProblem; Interrupted on Ctrl-C.

        comparison = sm.compare("mix-1", "mix-2", draws=2, firms=120, last_year=2024, figures=False)
        comparison.summary.value("mix-2", "practice", "goal90", 2024)
    """
    from experiments.objectives import shipped_objectives, sizes_from  # noqa: PLC0415
    from scenarios.library import future_of  # noqa: PLC0415
    from smartmix.cluster_worker import cluster_at  # noqa: PLC0415
    from smartmix.comparing import compare_into_folder  # noqa: PLC0415

    sizes = {} if matters is None else sizes_from(matters, shipped_objectives())
    chosen = future or future_of([baseline, *(mixes or defaults.MIXES)])
    settings = replace(studies.settings_of(locals() | {"future": chosen}), worlds=worlds, matters=sizes)
    asked = replace(settings, mixes=mixes) if mixes else settings
    return compare_into_folder(asked, out, workers, lang, figures, progress, cluster_at(cluster, model))


def _show(comparison: "Comparison", as_json: bool, quiet: bool, whole: bool = False) -> int:
    status = kinds.show(comparison, as_json, quiet, whole)
    if not (as_json or quiet):
        for line in _afterwards(comparison):
            output.show(line)
    return status


def _afterwards(comparison: "Comparison") -> list[str]:
    """Where the page is, and how many draws failed."""
    from smartmix.session import words  # noqa: PLC0415

    _, folder = words(), comparison.folder
    lines = [_("Page to read: {page}").format(page=folder / "index.html")]
    if comparison.failures:
        text = _("{count} of {total} draws failed and are left out; see {file}")
        total = comparison.manifest["settings"]["draws"]
        lines.append(text.format(count=len(comparison.failures), total=total, file=folder / "runs.csv"))
    return lines


VERB = Verb(
    compare,
    _("compare mixes with the baseline, on the same draws"),
    _show,
    json=replace(
        JSON,
        more=': `{"format": 1, "baseline", "future", "draws", "seed", "parameters", "mixes", "differences", '
        '"probabilities", "evidence_grade", "evidence_lacking", "evidence_of_draws", "by_world", "timing", '
        '"objectives", "firms"}` (below)',
    ),
    whole=options.WHOLE,
)
