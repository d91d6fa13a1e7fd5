"""`smartmix check FILE`, `smartmix.check(path)`."""

from typing import TYPE_CHECKING, Annotated

from smartmix import output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.problems import DONE, NOT_MET
from smartmix.session import words

if TYPE_CHECKING:
    from experiments.own_rules.trial import CheckedRules
    from scenarios.checking import CheckedFile

File = Annotated[
    Place, Option("FILE", "", _("a mix, a law or a future of your own (YAML), or rules of your own (.py)"))
]
#: Columns that are named; others are counted.
_NAMED = 12


def check(path: File) -> "CheckedFile | CheckedRules":
    """Read a file of your own that is right: a scenario file (its kind and its content), or rules in Python.

    A sum of mixes (`mix-1+office.yaml`) is checked as the mix that it makes.

    Rules are run twice for two quarters beside the shipped ones, and what comes back says which columns they changed,
    in how many firms, and whether both runs were the same. What is wrong raises InputProblem, which names the field,
    what was found and what is allowed.

        with open("own.yaml", "w") as file:
            file.write("{format: 1, id: own, extends: mix-2, name: {en: Own, nl: Eigen}}")
        sm.check("own.yaml").kind
    """
    from pathlib import Path  # noqa: PLC0415

    if Path(path).suffix == ".py":
        from experiments.own_rules.trial import check_rules  # noqa: PLC0415

        return check_rules(Path(path))
    from scenarios.checking import check_file  # noqa: PLC0415

    return check_file(Path(path))


def _show(checked: "CheckedFile | CheckedRules", as_json: bool, quiet: bool) -> int:
    from scenarios.checking import CheckedFile, information_in  # noqa: PLC0415

    if not isinstance(checked, CheckedFile):
        return _show_rules(checked)
    _ = words()
    sentences = {
        "mix": _("{file}: a mix without mistakes, named {id}"),
        "law": _("{file}: a law without mistakes, named {id}"),
        "future": _("{file}: a future without mistakes, named {id}"),
    }
    output.show(sentences[checked.kind].format(file=checked.file, id=checked.content.id))
    if silent := information_in(checked.content):
        output.show(
            _("Kept for scope and for reading, not read by the rules of the model yet: {fields}").format(
                fields=", ".join(silent)
            )
        )
    return DONE


def _show_rules(checked: "CheckedRules") -> int:
    _ = words()
    output.show(
        _("{file}: {classes}, run twice in {mix} until {until} with {firms} firms").format(
            file=checked.file,
            classes=", ".join(checked.classes),
            mix=checked.mix,
            until=checked.until,
            firms=checked.firms,
        )
    )
    if checked.changed or checked.suppliers or checked.spent:
        output.show(_("Changed beside the shipped rules, with the number of firms:"))
    else:
        output.show(_("Nothing differs from the shipped rules: is that what you meant?"))
    named = list(checked.changed.items())
    for name, count in named[:_NAMED]:
        output.show(f"  {name}: {count}")
    if len(named) > _NAMED:
        output.show(_("  and {count} other columns of firms").format(count=len(named) - _NAMED))
    if checked.suppliers:
        output.show(_("  columns of suppliers: {names}").format(names=", ".join(checked.suppliers)))
    for account, euro in checked.spent.items():
        output.show(_("  government cost, {account}: {euro} euro").format(account=account, euro=f"{euro:.0f}"))
    if checked.not_repeated:
        output.show(
            _("It does not repeat: both runs differ in {names}").format(names=", ".join(checked.not_repeated[:_NAMED]))
        )
        return NOT_MET
    output.show(_("It repeats: both runs gave the same numbers"))
    return DONE


VERB = Verb(check, _("check a file of your own: a mix, a law, a future or rules"), _show, json=None, quiet=None)
