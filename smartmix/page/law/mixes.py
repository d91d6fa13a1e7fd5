"""A law added to a mix, with its own dates, else those of the shipped mixes, else what the reader chose."""

from typing import Any

from results.language import translator
from results.words import short_name
from scenarios.instrument_format import LawInstrument
from scenarios.library import list_mixes, load_mix
from scenarios.mix_checks import check_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked
from scenarios.shipped import list_laws, load_law
from smartmix.marks import _
from smartmix.page.serving.address import Address

#: Laws beside each other.
MOST_LAWS = 4
#: Shown where the address names none: the law of mix 2, the act of mix 1, and what came of it in Europe.
FIRST_LAWS = ("wzk", "broad-dd-law", "csddd-2024", "csddd-omnibus")
_NAME, _ABOUT = _("{mix} with {law}"), _("{mix}, and added to it: {law}.")


def chosen_laws(address: Address) -> tuple[str, ...]:
    """The laws beside each other."""
    known = list_laws()
    found = tuple(dict.fromkeys(law for law in address.items("laws") if law in known))
    return (found or FIRST_LAWS)[:MOST_LAWS]


def own_dates(address: Address) -> dict[str, str]:
    """Dates and level that the reader chose for all laws beside each other."""
    found = {key: address.get(key) for key in ("announced", "in_force")}
    level = address.among("level", ("NL", "EU"), "")
    return {key: value for key, value in {**found, "level": level}.items() if value}


def with_law(base: Mix, law_id: str, chosen: dict[str, str]) -> Mix:
    """The mix with the law in it, in place of what it has of that law. Raises InputProblem for impossible dates."""
    law = load_law(law_id)
    content = base.model_dump(exclude_none=True, exclude_unset=True)
    instruments: dict[str, Any] = {
        name: item for name, item in content.get("instruments", {}).items() if item.get("law") != law_id
    }
    item = {"kind": "law", "law": law_id, "name": law.name.model_dump(), "sources": list(law.sources), **_dates(law_id)}
    if law.level == "abroad":
        item["level"] = "NL"
    instruments[law_id] = item | chosen
    names = {lang: (short_name(base.id, base.name, lang), getattr(law.name, lang)) for lang in ("en", "nl")}
    content |= {
        "id": f"with-{law_id}"[:64],
        "instruments": instruments,
        "name": {lang: translator(lang)(_NAME).format(mix=m, law=n) for lang, (m, n) in names.items()},
        "description": {lang: translator(lang)(_ABOUT).format(mix=m, law=n) for lang, (m, n) in names.items()},
    }
    for judged in ("support_in_society", "legal_soundness", "feasibility"):
        content.pop(judged, None)  # said of the mix without the law
    mix = checked(Mix, content, content["id"])
    check_mix(mix, mix.id)
    return mix


def _dates(law_id: str) -> dict[str, str]:
    """Dates for a law file without any: those of the first shipped mix with this law, or with one of its kind."""
    law = load_law(law_id)
    if law.in_force is not None:
        return {}
    users = [
        item
        for name in list_mixes()
        for item in load_mix(name).instruments.values()
        if isinstance(item, LawInstrument) and item.announced and item.in_force not in (None, "never", "drawn")
    ]
    same = [item for item in users if item.law == law_id]
    like = [item for item in users if load_law(item.law).kind == law.kind and load_law(item.law).broad]
    item = (same or like)[0]
    return {"announced": str(item.announced), "in_force": str(item.in_force)}
