"""Texts that are written once, when a module is read, and translated each time they are shown."""


def _(text: str) -> str:
    """Marks a text for the catalogue; `help_page` translates it."""
    return text
