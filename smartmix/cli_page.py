"""The tables of options in docs/cli.md, made from the verbs: `python -m smartmix.cli_page` writes them anew."""

import re
from pathlib import Path

from smartmix.command import LANG
from smartmix.options import Option
from smartmix.verbs import VERBS

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
#: Characters that are said again where another verb has said them.
_SHORT = 60
_HEAD = "| argument or option | meaning |\n|---|---|\n"
#: The comment above the table of a verb, and the table.
_TABLE = re.compile(r"(<!-- verb: (\w+) -->\n\n)(?:\|.*\n)*")


def page_with_tables(text: str) -> str:
    """The page with every table as the program is; what all verbs have (`--lang`, `--help`) is left out."""
    told: dict[Option, str] = {}

    def table(match: re.Match[str]) -> str:
        name = match[2]
        rows = [_row(option, told.setdefault(option, name), name) for option in VERBS[name].options().values()]
        return match[1] + _HEAD + "".join(row for row in rows if row)

    return _TABLE.sub(table, text)


def _row(option: Option, first: str, verb: str) -> str:
    """A row; an option that another verb has told of refers to it, where there is more to say than the help does."""
    if option == LANG:
        return ""
    meaning = f"as for `{first}`" if first != verb and len(option.meaning) > _SHORT else option.meaning
    name = f"{option.name} {option.metavar}".rstrip()
    return "| `{}` | {} |\n".format(*(cell.replace("|", "\\|") for cell in (name, meaning)))


if __name__ == "__main__":
    PAGE.write_text(page_with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
