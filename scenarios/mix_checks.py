"""What a mix must satisfy beyond its format: known laws, no two instruments on one dial, sound rules."""

import math

from scenarios.dials import dial_values
from scenarios.instrument_format import Instrument, LawInstrument
from scenarios.law_content import law_of
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from scenarios.rules import Firing, changed_mix
from scenarios.shipped import list_laws, load_law
from simulation.problems import InputProblem, nearest

#: Looks of all rules of a mix together.
MOST_LOOKS = 100
#: Instruments that all rules change, counted at every look: each is read and checked again.
MOST_CHANGES_OVER_LOOKS = 300
#: Outcomes of the rules of a mix: more are a mistake, each is a table of its own.
MOST_OUTCOMES = 64


def check_mix(mix: Mix, file: str) -> None:
    """Raise InputProblem, with one line, for the first thing wrong with the mix."""
    check_conflicts(mix, file)
    check_rules(mix, file)


def check_conflicts(mix: Mix, file: str) -> None:
    """Two instruments of one mix that set one dial need different orders; laws must be known."""
    setters: dict[str, list[tuple[str, int | None]]] = {}
    for name, item in mix.instruments.items():
        if isinstance(item, LawInstrument):
            _check_law(name, item, file)
        for dial in _set_by(item):
            setters.setdefault(dial, []).append((name, item.order))
    for dial, users in setters.items():
        for place, (first, order) in enumerate(users):
            for second, other in users[place + 1 :]:
                if order is None or other is None or order == other:
                    raise InputProblem(
                        "{file}: instruments.{first} and instruments.{second} both set {dial}; "
                        "give each a different order (the higher acts)",
                        file=file,
                        first=first,
                        second=second,
                        dial=dial,
                    )


def _check_law(name: str, item: LawInstrument, file: str) -> None:
    if item.law not in list_laws():
        raise InputProblem(
            "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
            file=file,
            key=f"instruments.{name}.law",
            found=item.law,
            nearest=nearest(item.law, list_laws()),
            allowed=", ".join(list_laws()),
        )
    options = sorted(load_law(item.law).options)
    if item.option is not None and not options:
        raise InputProblem(
            "{file}: {key}: law {law} has no options; found {found}",
            file=file,
            key=f"instruments.{name}.option",
            law=item.law,
            found=item.option,
        )
    if item.option is not None and item.option not in options:
        raise InputProblem(
            "{file}: {key}: law {law} has no option {found} (allowed: {allowed})",
            file=file,
            key=f"instruments.{name}.option",
            law=item.law,
            found=item.option,
            allowed=", ".join(options),
        )
    law_of(item)


def _set_by(item: Instrument) -> list[str]:
    return [f"law {item.law}"] if isinstance(item, LawInstrument) else sorted(dial_values(item))


def refuse_many_outcomes(mix: Mix) -> None:
    """Raise InputProblem where the rules on endorsement can fire in more ways than a schedule holds."""
    found = math.prod(len(rule.when.quarters) + 1 for rule in mix.rules.values() if rule.when.observe == "endorsement")
    if found > MOST_OUTCOMES:
        raise InputProblem(
            "mix {name}: its rules have {found} outcomes, {allowed} are allowed",
            name=mix.id,
            found=found,
            allowed=MOST_OUTCOMES,
        )


def check_rules(mix: Mix, file: str) -> None:
    """Every rule's change must make a sound mix, at each look. Raises InputProblem."""
    looks = sum(len(rule.when.quarters) for rule in mix.rules.values())
    if looks > MOST_LOOKS:
        raise InputProblem(
            "{file}: rules: {found} looks in all, {allowed} are allowed", file=file, found=looks, allowed=MOST_LOOKS
        )
    changes = sum(len(rule.when.quarters) * len(rule.then.instruments) for rule in mix.rules.values())
    if changes > MOST_CHANGES_OVER_LOOKS:
        raise InputProblem(
            "{file}: rules: {found} changes over all looks, {allowed} are allowed",
            file=file,
            found=changes,
            allowed=MOST_CHANGES_OVER_LOOKS,
        )
    refuse_many_outcomes(mix)
    for name, rule in mix.rules.items():
        for unknown in rule.then.remove:
            if unknown not in mix.instruments:
                raise InputProblem(
                    "{file}: remove: no instrument or rule {name} to remove; the nearest known one is {nearest}",
                    file=f"{file}: rules.{name}.then",
                    name=unknown,
                    nearest=nearest(unknown, list(mix.instruments)),
                )
        where = f"{file}: rules.{name}.then"
        looks = [index_of(quarter) for quarter in rule.when.quarters]
        # Which dials an instrument sets does not depend on dates, and at the first look most can still begin.
        check_conflicts(changed_mix(mix, (Firing(looks[0], name),), where), where)
        for look in looks[1:]:
            changed_mix(mix, (Firing(look, name),), where)
