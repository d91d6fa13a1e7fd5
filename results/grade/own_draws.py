"""An evidence grade from the draws of a comparison itself: for mixes of one's own, and for each world.

The grade that ships runs every draw three times, so that luck can be told apart. A comparison has one run of each draw:
here what its regression finds is divided among measured, estimated and assumed parameters and, over all draws, the
dates of law; luck is not told apart, and is said so.
"""

from collections import Counter
from typing import Any

import numpy as np

from calibration.grade_file import CellGrade, Chief
from experiments.compare import Comparison, settings_of
from experiments.posterior import folder_of
from experiments.posterior_files import read_posterior
from experiments.prepare import drawn
from experiments.variance_shares import Runs, in_tenths, variance_shares
from experiments.worlds.dates import years_of
from experiments.worlds.rule import division_rule
from results.compare.worlds import world_name
from results.grade.words import shares_words
from results.language import translator
from results.queries import HEADLINE, others, views
from results.words import baseline_words, in_running_text, short_names
from scenarios.library import list_mixes
from simulation.parameters import registry
from simulation.vocabulary import GRADES, LAST_YEAR

#: Fewer draws cannot carry a regression on all uncertain parameters.
_FEWEST = 50
#: Where the regression reproduces less of the variance than this, a few draws would decide what the rest is laid to.
_LEAST_FOUND = 0.5
#: Below this part of what is found, a parameter is not named.
_CHIEF = 0.05


def own_grade_lines(comparison: Comparison, lang: str) -> list[str]:
    """What the difference in practice of the last own mix (else the last mix) rests on, by world; none of few draws."""
    _, short = translator(lang), short_names(comparison, lang)
    mixes = [mix for mix in others(comparison) if mix not in list_mixes()] or others(comparison)
    if not mixes or "model" in comparison.manifest["settings"]:
        return []
    lines: list[str] = []
    known = uncertain_values(comparison)
    for view in views(comparison):
        cell = grade_of_draws(view, mixes[-1], "practice", HEADLINE, known)
        if cell is None:
            continue
        text = _("Evidence for the difference in practice between {mix} and {baseline}, {world}, from these draws")
        head = text.format(
            mix=in_running_text(mixes[-1], short, lang),
            baseline=baseline_words(comparison, lang),
            world=world_name(view, lang),
        )
        lines.append(f"{head}. {shares_words(cell, lang)}")
    return [*lines, _("From these draws luck cannot be told apart; it is left out of the shares.")] if lines else []


def own_grade_json(comparison: Comparison) -> dict[str, Any]:
    """By world (or `all`) and mix what the difference in practice of firms of the goal rests on, from these draws.

    Each says in `lacking` why there is no grade, where there is none.
    """
    has_rules, found = "model" in comparison.manifest["settings"], dict[str, Any]()
    known = None if has_rules else uncertain_values(comparison)
    for key, view in (comparison.worlds or {"all": comparison}).items():
        for mix in others(comparison):
            cell = None if known is None else grade_of_draws(view, mix, "practice", HEADLINE, known)
            lacking = None
            if known is None:
                lacking = "a model of the user's own has parameters that the registry does not know"
            elif cell is None:
                lacking = f"fewer than {_FEWEST} draws"
            elif cell.percent is None:
                lacking = "the parameters explain less than half of the spread"
            found.setdefault(key, {})[mix] = {
                "indicator": "practice",
                "group": HEADLINE,
                "percent": cell.percent if cell else None,
                "explained": cell.explained if cell else None,
                "chief": [
                    {"name": one.name, "grade": one.grade, "share": one.share} for one in (cell.chief if cell else ())
                ],
                "lacking": lacking,
            }
    return found


def grade_of_draws(
    comparison: Comparison, mix: str, indicator: str, group: str, uncertain: tuple[list[str], Any]
) -> CellGrade | None:
    """What the spread of one difference rests on, among what a regression on these draws finds; None of few draws.

    uncertain: `uncertain_values` of the comparison.
    """
    changes = comparison.changes(mix, indicator, group)
    known = np.isfinite(changes)
    if known.sum() < _FEWEST:
        return None
    names, inputs = uncertain
    kept = slice(None) if comparison.kept is None else comparison.kept
    columns, groups = inputs[kept], [registry()[name].grade for name in names]
    if comparison.world is None and comparison.dates is not None:
        for event in division_rule().events.values():
            years = np.minimum(years_of(comparison.dates, mix, event.column), LAST_YEAR + 1)
            columns, groups = np.column_stack([columns, years]), [*groups, "dates"]
    y = changes[known][:, None]
    found = variance_shares(columns[known], groups, Runs(y, y, y, np.zeros((2, len(y), 1))))
    explained = float(found.explained[0])
    if not explained >= _LEAST_FOUND:  # also where it is undefined
        return CellGrade(None, None, None, ())
    shares = {name: float(found.groups[name][0]) if name in found.groups else 0.0 for name in (*GRADES, "dates")}
    shares["luck"] = 0.0
    single = Counter({name: float(share) for name, share in zip(names, found.single[0], strict=False)})
    chief = tuple(
        Chief(name, registry()[name].grade, share)
        for name, share in single.most_common(3)
        if share >= _CHIEF * sum(single.values()) > 0.0
    )
    percent = dict(zip(shares, in_tenths(list(shares.values())), strict=True))
    return CellGrade(percent, shares, explained, chief)


def uncertain_values(comparison: Comparison) -> tuple[list[str], Any]:
    """Uncertain parameters, and (draws, parameters) their values in each draw, log where the prior is."""
    settings = settings_of(comparison.manifest, comparison.folder)
    posterior = None if settings.prior else read_posterior(folder_of(settings.posterior))
    known = [p for p in registry().values() if p.is_uncertain]
    values = np.empty((settings.draws, len(known)))
    for draw in range(settings.draws):
        found = drawn(settings, draw, posterior)
        values[draw] = [float(found[p.name][0]) for p in known]
    is_log = [p.kind == "loguniform" for p in known]
    values[:, is_log] = np.log(values[:, is_log])
    return [p.name for p in known], values
