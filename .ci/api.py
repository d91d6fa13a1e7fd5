"""docs/api.md: every public function with its arguments, and what comes back, from signatures and docstrings.

uv run --group dev python .ci/api.py          write it anew
uv run --group dev python .ci/api.py --check  fail where it differs from what the code says now
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pdoc.doc import Class, Function, Module, Variable

import smartmix
from smartmix.houses import HOUSES, full_name, house_name
from smartmix.kinds import KINDS

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
HEAD = """# API reference

Made by `.ci/api.py` from signatures and docstrings; do not edit. How to use it is in [library.md](library.md), verbs on
the command line in [cli.md](cli.md), own rules in [own_rules.md](own_rules.md).
"""
#: What own rules are made of.
OWN_RULES = (
    "simulation.mesa.agents:Firm",
    "experiments.own_rules.firm:RuleByRule",
    "experiments.own_rules.instrument:Instrument",
)
#: An argument in the part of a docstring that tells of them.
ARGUMENT = re.compile(r" {4}(\*{0,2}\w+): (.*)")


def page() -> str:
    """The whole page."""
    for name in smartmix.__all__:
        getattr(smartmix, name)  # verbs are imported at first use
    parts = [HEAD, "## Functions of `smartmix`\n"]
    verbs = Module(smartmix).members
    parts += [text for name in smartmix.__all__ for text in function(verbs[name], f"smartmix.{name}")]
    adapters = Module(import_module("smartmix.adapters"))
    parts += ["## For other tools: `smartmix.adapters`\n", *prose(adapters.docstring)]
    for member in adapters.own_members:
        if isinstance(member, Function) and not member.name.startswith("_"):
            parts += function(member, f"smartmix.adapters.{member.name}")
    parts += ["## What comes back\n"]
    places = dict.fromkeys(kind.result for kind in KINDS.values())
    parts += [text for place in places for text in class_(place)]
    parts += ["## Bases of own rules\n", *(text for place in OWN_RULES for text in class_(place))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


def function(found: object, name: str) -> Iterator[str]:
    """A function: its signature with an argument a line, and its docstring."""
    assert isinstance(found, Function)
    yield f"### `{name}`\n"
    yield f"```text\n{found.name}{signature(found, 90)}\n```\n"
    yield from prose(found.docstring)


def signature(found: Function, wide: int | None = None) -> str:
    """The signature as the code has it, with an argument a line where it is wider; types by their short names."""
    arguments = [str(each) for each in found.signature.parameters.values() if each.name not in ("self", "cls")]
    back = str(found.signature).rpartition(" -> ")[2] if " -> " in str(found.signature) else ""
    short = f"({', '.join(arguments)})"
    if wide is not None and len(short) > wide:
        short = f"(\n    {',\n    '.join(arguments)},\n)"
    return re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", (short + (f" -> {back}" if back else "")).replace("'", '"'))


def prose(text: str) -> Iterator[str]:
    """A docstring; what it says of arguments as a list."""
    told, _args, arguments = text.partition("\nArgs:\n")
    yield told.strip() + "\n"
    for line in arguments.splitlines():
        named = ARGUMENT.match(line)
        yield f"- `{named[1]}`: {named[2]}" if named else f"  {line.strip()}" if line.strip() else ""
    yield ""


def class_(place: str) -> Iterator[str]:
    """A class: its docstring, and each method and property with the first sentence of its own."""
    module, name = place.split(":")
    found = Module(import_module(full_name(module))).members[name]
    assert isinstance(found, Class)
    yield f"### `smartmix.{module}.{name}`\n"
    yield from prose(found.docstring)
    for member in found.members.values():
        is_ours = house_name(member.taken_from[0]).split(".")[0] in HOUSES
        is_column = member.docstring.startswith("Column `")  # those stand in simulation/state.py, with their units
        if member.name.startswith("_") or not member.docstring or is_column or not is_ours:
            continue
        first = member.docstring.split("\n\n")[0].replace("\n", " ")
        if isinstance(member, Function):
            yield f"- `{member.name}{signature(member)}`: {first}"
        elif isinstance(member, Variable):
            yield f"- `{member.name}`: {first}"
    yield ""


def main() -> int:
    """Write the page, or compare it."""
    made = page()
    if "--check" not in sys.argv:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != made:
        print("docs/api.md is not what the code says now: uv run --group dev python .ci/api.py writes it anew")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
