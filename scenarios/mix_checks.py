"""What a mix must satisfy beyond its format: known laws, no two instruments on one dial, sound rules."""

from scenarios.dials import dial_values
from scenarios.instrument_format import Instrument, LawInstrument
from scenarios.law_content import law_of
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from scenarios.rules import Firing, changed_mix
from scenarios.shipped import list_laws, load_law
from simulation.problems import InputProblem, nearest


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
    if item.option is not None and item.option not in options:
        raise InputProblem(
            "{file}: {key}: law {law} has no option {found} (allowed: {allowed})",
            file=file,
            key=f"instruments.{name}.option",
            law=item.law,
            found=item.option,
            allowed=", ".join(options) or "-",
        )
    law_of(item)


def _set_by(item: Instrument) -> list[str]:
    return [f"law {item.law}"] if isinstance(item, LawInstrument) else sorted(dial_values(item))


def check_rules(mix: Mix, file: str) -> None:
    """Every rule's change must make a sound mix, at each look. Raises InputProblem."""
    for name, rule in mix.rules.items():
        for unknown in rule.then.remove:
            if unknown not in mix.instruments:
                raise InputProblem(
                    "{file}: remove: no instrument or rule {name} to remove; the nearest known one is {nearest}",
                    file=f"{file}: rules.{name}.then",
                    name=unknown,
                    nearest=nearest(unknown, list(mix.instruments)),
                )
        for quarter in rule.when.quarters:
            where = f"{file}: rules.{name}.then"
            after = changed_mix(mix, (Firing(index_of(quarter), name),), where)
            check_conflicts(after, where)
