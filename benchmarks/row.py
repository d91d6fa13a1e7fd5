"""The last lines of every campaign: one row of the same table."""


def row(campaign: str, tries: int, failures: int, worst: str) -> str:
    """A Markdown table of one row; worst: the worst that was seen, also where nothing failed."""
    return (
        f"\n| campaign | tries | failures | worst |\n|---|---|---|---|\n| {campaign} | {tries} | {failures} | {worst} |"
    )
