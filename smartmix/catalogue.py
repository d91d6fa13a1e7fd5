"""What the model takes and gives, as tables: `smartmix.parameters()`, `.indicators()`, `.levers()`. Python only."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

#: Kinds of levers that have bounds.
_NUMBERS = ("share", "number", "money", "whole")


def parameters() -> "pd.DataFrame":
    """Every parameter of the model, a row each, indexed by name.

    `prior` is uniform, loguniform or fixed; `low` and `high` are the ends of the prior, equal for a fixed one; `lowest`
    and `highest` are those of the domain: what it may be at all. With unit, grade (measured, estimated,
    assumed), sources, theme and meaning in English and Dutch.

        uncertain = sm.parameters().query("prior != 'fixed'")
        uncertain.loc["contact_effect", ["low", "high", "unit", "grade"]]
    """
    import pandas as pd  # noqa: PLC0415 - what `import smartmix` need not load

    from simulation.parameters import registry  # noqa: PLC0415

    rows: list[dict[str, Any]] = [
        {
            "name": each.name,
            "prior": each.kind,
            "low": each.low,
            "high": each.high,
            "lowest": each.domain.low,
            "highest": each.domain.high,
            "unit": each.unit,
            "grade": each.grade,
            "sources": ", ".join(each.sources),
            "theme": each.theme,
            "meaning": each.en,
            "meaning_nl": each.nl,
        }
        for each in registry().values()
    ]
    return pd.DataFrame(rows).set_index("name")


def indicators() -> "pd.DataFrame":
    """Every indicator, a row each, indexed by name.

    `unit` is share (of 1), per_turnover (of 1), million_eur (the number is in euro, shown in millions), thousand
    (firms) or number; `lowest` and `highest` are the ends of what it may be by its definition; `better` says
    which way counts as better; with meaning, formula and sources.

        sm.indicators().loc["practice", ["unit", "better", "meaning"]]
    """
    import pandas as pd  # noqa: PLC0415

    from simulation.domains import indicator_domain  # noqa: PLC0415
    from simulation.indicator_rows import INDICATORS, ROWS  # noqa: PLC0415

    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "unit": row.unit,
            "lowest": indicator_domain(name, row.unit).low,
            "highest": indicator_domain(name, row.unit).high,
            "better": row.better,
            "kind": row.kind,
            "counted_in": row.counted_in,
            "formula": row.formula,
            "sources": ", ".join(row.sources),
            "title": row.name["en"],
            "title_nl": row.name["nl"],
            "meaning": row.meaning["en"],
            "meaning_nl": row.meaning["nl"],
        }
        for name, row in ((name, ROWS[name]) for name in INDICATORS)
    ]
    return pd.DataFrame(rows).set_index("name")


def levers(*mixes: str) -> "pd.DataFrame":
    """The levers of mixes (all that ship when none is named): a row per mix and lever.

    `lever` is what a table of points, a plan or `--lever` takes. `kind` is share, number, money, whole, yes_no, choice,
    several (a list of choices), quarter or start; `low` and `high` are the bounds of a number; `value` is what the
    mix has, missing where it sets none; `choices` those of a choice; with unit, and the grade and sources of the value
    where the mix gives them.

        sm.levers("mix-1").query("kind == 'share'")[["lever", "value", "low", "high"]]

    Args:
        mixes: ids or files
    """
    import pandas as pd  # noqa: PLC0415

    from scenarios.dial_fields import fields_of, unit_of  # noqa: PLC0415
    from scenarios.library import list_mixes, load_mix  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    for mix in map(load_mix, mixes or list_mixes()):
        for instrument, item in mix.instruments.items():
            for field in fields_of(item):
                if any(part.isdigit() for part in field.path.split(".")):
                    continue  # a place in a list is no path of a lever
                evidence = item.evidence.get(field.path.split(".")[0])
                rows.append(
                    {
                        "mix": mix.id,
                        "lever": f"{instrument}.{field.path}",
                        "instrument": item.kind,
                        "kind": field.kind,
                        "value": field.value,
                        "low": field.low if field.kind in _NUMBERS else None,
                        "high": field.high if field.kind in _NUMBERS else None,
                        "choices": field.options,
                        "unit": unit_of(field, item.kind),
                        "grade": evidence.grade if evidence else None,
                        "sources": ", ".join(evidence.sources if evidence else ()),
                    }
                )
    return pd.DataFrame(rows)
