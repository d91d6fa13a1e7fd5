"""The front of an optimisation for a terminal, and as JSON and frames."""

from math import isfinite
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.optimise.run import Candidate, Optimised
from results.language import translator
from results.number_format import chance
from results.optimise.words import MOST, base_line, head_lines, levels, notes, turned, unit_words

FORMAT = 1


def optimise_table(optimised: Optimised, lang: str, width: int = 120) -> RenderableType:
    """The front, ordered by the first objective, with the base."""
    _ = translator(lang)
    title, *rest = head_lines(optimised, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *(Text(line) for line in rest), Text("")]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for n, head in enumerate(heads(optimised, lang)):
        table.add_column(head, justify="left" if n == 0 else "right", max_width=max(12, (width - 24) // 4))
    shown = optimised.front[:MOST]
    shown += [] if optimised.candidates[0].is_front else [optimised.candidates[0]]
    for candidate in shown:
        table.add_row(*row(candidate, optimised, lang))
    parts.append(table)
    if len(optimised.front) > MOST:
        parts.append(Text(_("and {count} more; front.csv holds all").format(count=len(optimised.front) - MOST)))
    parts += [Text(""), Text(_("dials"), style="bold")]
    parts += [Text(f"{row(each, optimised, lang)[0]}: {turned(each, lang)}") for each in shown if each.chosen]
    parts += [Text(""), Text(base_line(optimised, lang)), *(Text(note) for note in notes(lang))]
    return Group(*parts)


def heads(optimised: Optimised, lang: str) -> list[str]:
    """Heads of the columns before the dials."""
    _ = translator(lang)
    names = [f"{getattr(o.name, lang)} ({unit_words(o, lang)})" for o in optimised.objectives.values()]
    return [_("mix"), *names, _("certain")]


def row(candidate: Candidate, optimised: Optimised, lang: str) -> list[str]:
    """Texts of a candidate before the dials."""
    _ = translator(lang)
    name = candidate.mix or (_("base") if candidate.number == 0 else str(candidate.number))
    if not candidate.defined:
        return [name, *(_("n/a") for _objective in optimised.objectives), chance(candidate.chance, lang)]
    return [name, *levels(candidate, optimised, lang), chance(candidate.chance, lang)]


def optimise_json(optimised: Optimised) -> dict[str, Any]:
    """Plain values: what was searched, the front, and how many were tried; null where undefined."""
    return {
        "format": FORMAT,
        "base": optimised.base.id,
        "future": optimised.settings.future,
        "draws": optimised.settings.draws,
        "seed": optimised.settings.seed,
        "year": optimised.year,
        **optimised.settings.own_rules,
        "objectives": {name: o.direction for name, o in optimised.objectives.items()},
        "limits": dict(optimised.plan.limits),
        "method": optimised.plan.method,
        "tried": len(optimised.candidates),
        "failed": sum(1 for c in optimised.candidates if c.failure),
        "folder": str(optimised.folder),
        "front": [_candidate(c, optimised) for c in optimised.front],
        "base_candidate": _candidate(optimised.candidates[0], optimised),
    }


def _candidate(candidate: Candidate, optimised: Optimised) -> dict[str, Any]:
    values = {
        name: None
        if not candidate.defined
        else {
            "mean": candidate.means[n],
            "p05": candidate.p05[n],
            "p95": candidate.p95[n],
            "difference_p05": _or_none(candidate.less[n]),
            "difference_p95": _or_none(candidate.more[n]),
        }
        for n, name in enumerate(optimised.objectives)
    }
    return {
        "number": candidate.number,
        "mix": candidate.mix or None,
        "dials": candidate.chosen,
        "objectives": values,
        "points": candidate.defined,
        "chance_on_front": candidate.chance,
    }


def _or_none(value: float) -> float | None:
    return value if isfinite(value) else None


def optimise_frames(optimised: Optimised) -> dict[str, pd.DataFrame]:
    """`candidates` in the order in which they were tried, and `front`; dials and objectives as columns."""
    rows = [_flat(c, optimised) for c in optimised.candidates]
    candidates = pd.DataFrame(rows)
    numbers = [c.number for c in optimised.front]
    return {"candidates": candidates, "front": candidates.set_index("number").loc[numbers].reset_index()}


def _flat(candidate: Candidate, optimised: Optimised) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": candidate.number,
        "mix": candidate.mix,
        "on_front": candidate.is_front,
        "allowed": candidate.is_allowed,
        "chance_on_front": candidate.chance,
        "points": candidate.defined,
    }
    for n, name in enumerate(optimised.objectives):
        found |= {
            f"{name}_mean": candidate.means[n],
            f"{name}_p05": candidate.p05[n],
            f"{name}_p95": candidate.p95[n],
            f"{name}_difference_p05": candidate.less[n],
            f"{name}_difference_p95": candidate.more[n],
        }
    dials = {name: candidate.chosen.get(name) for name in optimised.plan.dials}
    return found | dials | {"failure": candidate.failure or ""}
