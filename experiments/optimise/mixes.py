"""The mix that belongs to a candidate of the front, as a file that says where it comes from."""

from experiments.optimise.plan import OptimisePlan
from experiments.optimise.search import Chosen
from scenarios.format_base import Text
from scenarios.library import vary_mix
from scenarios.mix_format import Mix

#: What is said of a dial's value in a mix of the front.
_FOUND = {
    "grade": "assumed",
    "sources": [],
    "note": {"en": "Found by a search; no source says so.", "nl": "Gevonden door te zoeken; geen bron zegt dit."},
}


def found_mix(plan: OptimisePlan, base: Mix, number: int, chosen: Chosen, mix_id: str) -> Mix:
    """The mix of a candidate, with a name that says what was turned."""
    made = plan.mix(base, chosen, mix_id)
    made = vary_mix(made, {key: _FOUND for name in chosen if (key := _evidence_key(name))})
    turned = "; ".join(f"{name} = {_written(value)}" for name, value in chosen.items()) or "-"
    return made.model_copy(
        update={
            "name": Text(en=f"Found {number}: {base.name.en}", nl=f"Gevonden {number}: {base.name.nl}"),
            "description": Text(
                en=f"On the Pareto front of an exploration that starts from {base.id}: {turned}.",
                nl=f"Op het Paretofront van een verkenning die begint bij {base.id}: {turned}.",
            ),
            "support_in_society": None,
            "legal_soundness": None,
            "feasibility": None,
        }
    )


def _evidence_key(dial: str) -> str | None:
    """Where the evidence of a dial stands; what was said of the base's value does not hold for the one found."""
    instrument, field, *_rest = dial.split(".")
    return None if instrument == "*" or field == "strength" else f"{instrument}.evidence.{field}"


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"
