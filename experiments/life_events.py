"""What happened to a firm between the ends of two quarters."""

from dataclasses import dataclass
from typing import Any

from simulation.vocabulary import Stage

#: Kinds of events, in the order in which a quarter tells them.
KINDS = (
    "law_announced",
    "law_in_force",
    "law_ends",
    "inspected",
    "warned",
    "sanctioned",
    "mended",
    "helped",
    "subsidised",
    "joined",
    "left_initiative",
    "endorsed",
    "withdrew",
    "published",
    "fell_silent",
    "stage",
    "stayed_away",
    "came_back",
    "left_supplier",
)


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    law: for laws and supervision; detail: a stage, a rung of the ladder, or how a finding is mended (paper, practice).
    """

    kind: str
    law: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Moment:
    """A firm at the end of a quarter: its columns by name, and what each law slot is to it."""

    firm: dict[str, Any]
    laws: dict[int, dict[str, Any]]


def events_between(before: Moment, now: Moment) -> tuple[Event, ...]:
    """Events of one quarter, in the order of KINDS."""
    found = [*_of_laws(before, now), *_of_support(before.firm, now.firm), *_of_the_firm(before.firm, now.firm)]
    return tuple(sorted(found, key=lambda event: KINDS.index(event.kind)))


def _of_laws(before: Moment, now: Moment) -> list[Event]:
    found: list[Event] = []
    for slot, law in now.laws.items():
        name, old = str(law["law"]), before.laws[slot]
        if law["in_force"] > 0 and old["in_force"] <= 0:
            found.append(Event("law_in_force", name))
        elif law["announced"] > 0 and old["announced"] <= 0:
            found.append(Event("law_announced", name))
        elif law["announced"] <= 0 and law["in_force"] <= 0 and (old["announced"] > 0 or old["in_force"] > 0):
            found.append(Event("law_ends", name))
        if law["rung"] > old["rung"] or (law["rung"] and law["rung"] == old["rung"] == _TOP and _visited(now)):
            kind = "sanctioned" if now.firm["sanctioned"] > 0 else "warned"
            found.append(Event(kind, name, _RUNGS[law["rung"]]))
    if _visited(now):
        found.append(Event("inspected"))
    return found


#: Rungs of the ladder of a supervisor (P-C19, P-C20).
_RUNGS = ("none", "warning", "order", "publication", "fine")
_TOP = len(_RUNGS) - 1


def _visited(moment: Moment) -> bool:
    return bool(moment.firm["visited"] > 0)


def _of_support(before: dict[str, Any], now: dict[str, Any]) -> list[Event]:
    found: list[Event] = []
    # a request that no longer waits has been granted
    if now["request_help"] > 0 and now["waiting_help"] == 0:
        found.append(Event("helped"))
    if now["subsidised"] > 0:
        found.append(Event("subsidised"))
    if now["member"] > 0 and before["member"] <= 0:
        found.append(Event("joined"))
    if now["member"] <= 0 and before["member"] > 0:
        found.append(Event("left_initiative"))
    return found


def _of_the_firm(before: dict[str, Any], now: dict[str, Any]) -> list[Event]:
    found: list[Event] = []
    if (now["endorses"] > 0) != (before["endorses"] > 0):
        found.append(Event("endorsed" if now["endorses"] > 0 else "withdrew"))
    if (now["statement"] > 0) != (before["statement"] > 0):
        found.append(Event("published" if now["statement"] > 0 else "fell_silent"))
    if now["mended"] > before["mended"]:
        found.append(Event("mended", detail="practice" if now["mended"] > 1 else "paper"))
    if now["mended_report"] > before["mended_report"]:
        found.append(Event("mended", detail="paper"))
    if now["stage"] != before["stage"]:
        found.append(Event("stage", detail=Stage(int(now["stage"])).name.lower()))
    if bool(now["using"]) != bool(before["using"]):
        found.append(Event("came_back" if now["using"] else "stayed_away"))
    left = int((before["engaged"] > now["engaged"]).sum())
    return found + [Event("left_supplier")] * left
