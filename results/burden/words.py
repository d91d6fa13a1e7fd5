"""Words of the burden tables: duties, frequencies, origins, and what the tables do not say."""

from functools import cache

from experiments.regulatory_burden.actions_format import Actions, Unit
from results.language import translator
from results.queries import HEADLINE

#: Size classes as they stand in the tables, and with the firms of the goal, the groups of table B.
GROUPS = ("all", HEADLINE, "large", "medium", "small", "micro")


@cache
def duty_words(lang: str) -> dict[str, str]:
    """The three lines of the standard cost form (P-F1)."""
    _ = translator(lang)
    return {
        "taking_note": _("taking note"),
        "information": _("information duties"),
        "substantive": _("substantive duties"),
    }


@cache
def frequency_words(lang: str) -> dict[str, str]:
    """Once or every year."""
    _ = translator(lang)
    return {"one_off": _("one-off"), "yearly": _("yearly")}


@cache
def origin_words(lang: str) -> dict[str, str]:
    """Who made the law."""
    _ = translator(lang)
    return {"national": _("national"), "EU": _("EU"), "abroad": _("abroad")}


@cache
def grade_names(lang: str) -> dict[str, str]:
    """Evidence grades of a number; assumed numbers are said to be unverified."""
    _ = translator(lang)
    return {"measured": _("measured"), "estimated": _("estimated"), "assumed": _("assumed (unverified)")}


@cache
def unit_names(lang: str) -> dict[Unit, str]:
    """Units of the numbers behind table A."""
    _ = translator(lang)
    return {
        "share": _("share"),
        "euro_an_hour": _("euro an hour"),
        "euro_a_year": _("euro a year"),
        "share_of_turnover": _("share of turnover"),
        "years_of_cost": _("times the yearly cost"),
        "hours": _("hours"),
        "euro": _("euro"),
    }


def head_words(actions: Actions, lang: str) -> str:
    """What the numbers are worth: indicative, until every cost is hours × tariff or money with a source."""
    _ = translator(lang)
    if actions.measured:
        return _(
            "Hours, tariffs and amounts come from the file “{name}”, in which each names its source; SmartMix did not "
            "check those sources."
        ).format(name=getattr(actions.name, lang))
    return _("Indicative, no measurement by the Handbook: hours and tariffs are assumed (unverified).")


def table_a_words(actions: Actions, lang: str) -> list[str]:
    """How to read table A."""
    _ = translator(lang)
    words = [
        _(
            "Table A counts what firms would spend if every firm under a law complied in full: hours × tariff × number "
            "of firms × how often, and what they pay to others."
        ),
        _(
            "Low, middle and high are no range over draws but the ends of what sources and assumptions allow: "
            "published "
            "costs of one and the same large firm lie very far apart (K-1 to K-12)."
        ),
    ]
    if any(action.published for action in actions.actions.values()):
        words.append(
            _(
                "Costs of smaller firms are a share of their turnover (K-3, K-4), never above those of a large "
                "firm. A law "
                "that asks fewer steps or themes is counted in proportion, which is an assumption."
            )
        )
    return [
        *words,
        _(
            "Each law is counted as if it applies to all firms of its widest phase. Laws that replace one "
            "another, such "
            "as a national law and the EU law after it, are not to be added up."
        ),
        _(
            "What firms do already is not taken off, although a law adds little for firms that practise due diligence "
            "by themselves (S-123)."
        ),
        _(
            "Conditions on government instruments, procurement and other instruments are not counted: no source gives "
            "their hours."
        ),
    ]


def table_b_words(lang: str) -> tuple[str, ...]:
    """How to read table B, and why it differs from table A."""
    _ = translator(lang)
    return (
        _(
            "Table B is what simulated firms spend on due diligence and reporting, for whatever reason; the difference "
            "with the baseline is what a mix adds."
        ),
        _(
            "The tables answer two questions and differ for good reasons. Table A assumes full compliance, all "
            "firms of "
            "the widest phase and published costs; in table B firms comply as far as they are moved, learn, get help, "
            "and started from what they did already. Table B also holds what firms do of their own will, under other "
            "instruments, and what large customers pass down."
        ),
        _(
            "Firms that do not trade abroad are not simulated: they are in table A where they can be counted, never in "
            "table B."
        ),
        _(
            "One-off cost falls mostly in the first years of a law, so the last year alone says little of it: the "
            "dearest year stands beside it."
        ),
    )
