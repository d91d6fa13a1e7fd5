"""`python -m simulation.rules`: write the rules beside values worked out by hand into docs/model.md."""

from simulation.rules.worked import PAGE, page_with_tables


def main() -> None:
    """Write the page."""
    PAGE.write_text(page_with_tables(), encoding="utf-8", newline="\n")
    print(PAGE)


if __name__ == "__main__":
    main()
