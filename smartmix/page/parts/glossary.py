"""Words explained, on every page and in place: what a term, an instrument or an indicator means."""

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from results.glossary import glossary
from smartmix.page.parts.widgets import details, markup

if TYPE_CHECKING:
    from smartmix.page.parts.frame import View


def words_explained(view: "View") -> None:
    """A part that opens where it stands; it comes with the page's first response, so that it is never empty."""
    _ = view.words
    with details(_("Words explained")) as part:
        markup(_html(view.lang), css="words", role="region", tabindex="0", aria_label=_("Words explained"))
    part.classes("glossary")


@cache
def _html(lang: str) -> str:
    """The terms by subject, as one piece: some 140 elements of their own would make every page slower."""
    return "".join(
        f"<h2>{escape(section.title)}</h2><dl>"
        + "".join(f"<dt>{escape(term.name)}</dt><dd>{escape(term.meaning)}</dd>" for term in section.terms)
        + "</dl>"
        for section in glossary(lang)
    )
