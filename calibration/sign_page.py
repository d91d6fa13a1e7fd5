"""The table of signs in docs/validation.md, made from `signs/signs.yaml`."""

from pathlib import Path

from calibration.signs import Sign, load_signs

PAGE = Path(__file__).parent.parent / "docs" / "validation.md"
BEGIN, END = "<!-- signs: begin, made by python -m calibration.sign_page -->", "<!-- signs: end -->"


def sign_table() -> str:
    """A row per sign: what it says, its label and grounds, and how it is tested."""
    rows = ["| sign | says | label | grounds | tested |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*rows, *map(_row, load_signs().signs)])


def _row(sign: Sign) -> str:
    sources = ", ".join(source for source in sign.sources)
    cells = (sign.id, sign.statement.en, sign.label, f"{sign.grounds.en} ({sources})", sign.tested.en)
    return f"| {' | '.join(cells)} |"


def page_with_table(text: str) -> str:
    """The page with the table of the present signs between its marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{sign_table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
