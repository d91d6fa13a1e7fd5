"""How the worlds of a comparison are called, when they come, and why the comparison is given by them."""

from collections.abc import Callable
from dataclasses import replace

from experiments.compare import Comparison
from experiments.worlds.rule import DividingEvent, division_rule
from results.language import capital, translator
from results.number_format import chance
from results.queries import Part, Query, ask, baseline, views
from results.traced import Numbers, Sentence, Subject, share
from results.words import in_running_text, short_names

_PARTS: tuple[Part, ...] = ("p50", "p05", "p95")


def world_name(view: Comparison, lang: str) -> str:
    """`EU law in force by 2030`; all draws where the comparison does not divide."""
    _ = translator(lang)
    if view.world is None:
        return _("all draws")
    return getattr(view.world.side.name, lang).format(year=view.year)


def world_title(view: Comparison, lang: str) -> str:
    """`EU law in force by 2030: 76% of the draws`."""
    _ = translator(lang)
    if view.world is None:
        return world_name(view, lang)
    return _("{world}: {chance} of the draws").format(
        world=world_name(view, lang), chance=chance(view.world.chance, lang)
    )


def world_sentence(comparison: Comparison, view: Comparison, lang: str) -> Sentence:
    """`EU law in force by 2030: 76% of the draws.`, with its query."""
    _ = translator(lang)
    assert view.world is not None
    n, text = Numbers(comparison, lang), _("{world}: {chance} of the draws")
    told = n.note(Query("world", other=view.world.key), chance(view.world.chance, lang))
    return n.sentence(f"{text}.", world=capital(world_name(view, lang)), chance=told)


def by_world[N: Numbers](subject: Subject, n: N, told: Callable[[Subject, N], str]) -> str:
    """What `told` says of each world, with its chance; once where it says the same of all, or there is one.

    n: collects what is asked, of every world.
    """
    _ = translator(subject.lang)
    parts: list[tuple[Comparison, str]] = []
    for view in views(subject.comparison):
        inside = replace(n, comparison=view)  # notes in the same list
        parts.append((view, told(Subject(view, subject.lang, subject.mixes), inside)))
    if len({text for _view, text in parts}) == 1:
        return parts[0][1]
    return "; ".join(
        _("{clause} ({chance} of the draws): {told}").format(
            clause=clause(view, subject.lang), chance=world_chance(n, view), told=text
        )
        for view, text in parts
    )


def clause(view: Comparison, lang: str) -> str:
    """`with an EU law by 2030`."""
    assert view.world is not None
    return getattr(view.world.side.clause, lang).format(year=view.year)


def world_chance(n: Numbers, view: Comparison) -> str:
    """The chance of a world, with its query noted; n: of all draws together."""
    assert view.world is not None
    return n.share(Query("world", other=view.world.key))


def timing(comparison: Comparison, lang: str) -> list[Sentence]:
    """For each event that divides, or may: in what share of the draws it has come, and when. A line of its own."""
    found = [timing_of(comparison, event, lang) for event in division_rule().events.values()]
    return [sentence for sentence in found if sentence is not None]


def timing_of(
    comparison: Comparison, event: DividingEvent, lang: str, numbers: type[Numbers] = Numbers
) -> Sentence | None:
    """The line of one event; None where it comes in every draw or in none. numbers: who collects what is asked."""
    _, known = translator(lang), arrivals(comparison, event)
    if not known or set(known.values()) <= {0.0, 1.0}:
        return None
    n, first, short = numbers(comparison, lang), next(iter(known)), short_names(comparison, lang)
    differs = {mix: value for mix, value in known.items() if value != known[first]}
    text = _("{event}: by {year} in {chance} of the draws")
    if differs:
        text = _("{event}: by {year} in {chance} of the draws under {first}, {others}")
    when = [n.year(Query("arrives", first, event.column, part=part)) for part in _PARTS]
    text += _("; in the middle in {middle} ({low} to {high}), of the draws in which it comes by 2035.")
    return n.sentence(
        text,
        event=getattr(event.name, lang),
        year=comparison.year,
        chance=share(n, Query("arrives", first, event.column, year=comparison.year)),
        first=in_running_text(first, short, lang),
        others=", ".join(
            f"{short[mix]} {share(n, Query('arrives', mix, event.column, year=comparison.year))}" for mix in differs
        ),
        middle=when[0],
        low=when[1],
        high=when[2],
    )


def arrivals(comparison: Comparison, event: DividingEvent) -> dict[str, float]:
    """By mix for which its date means something, the share of the draws in which an event has come."""
    found = {
        mix: ask(comparison, Query("arrives", mix, event.column, year=comparison.year))
        for mix in _holding(comparison, event.column)
    }
    return {mix: value for mix, value in found.items() if value is not None}


def _holding(comparison: Comparison, column: str) -> list[str]:
    """The mixes for which a date means something: of the Child Labour Due Diligence Act those that leave it open."""
    return comparison.mixes if column == "eu_in_force" else [baseline(comparison)]


def why_divided(comparison: Comparison, lang: str) -> str:
    """Why results are given by world, or that they are given over all draws together."""
    _ = translator(lang)
    division, rule = comparison.division, division_rule()
    if division is None:
        if comparison.dates is None:
            return _("This run was made by an older version, which did not keep dates: results are over all draws.")
        return _("Results are over all draws: on no date that is drawn do they divide in {year}.").format(
            year=comparison.year
        )
    name = getattr(division.rule.name, lang)
    if division.is_asked:
        text = _("By world, as asked: {event}.").format(event=name)
    else:
        text = _(
            "By world: in {year} results divide on “{event}”. The middles lie further apart than the size that "
            "matters, and draws of the one world seldom lie among those of the other."
        ).format(year=division.year, event=name)
    also = [getattr(rule.events[other].name, lang) for other in division.also]
    return text + (" " + _("They divide on this too: {events}.").format(events="; ".join(also)) if also else "")
