"""The place in a law, as a lawyer of the reader's language writes it; a law's file has it in English."""

import re

from results.language import translator

#: `2(1)(a)-(b)`: the number, paragraphs, and points.
_PLACE = re.compile(r"(?<![\d.])(\d+)([a-z]?)\((\d+)\)(?:-\((\d+)\))?((?:-?\([a-z]+\))*)")
_POINT = re.compile(r"(-?)\(([a-z]+)\)")
#: How laws in English are cited, which nobody translates.
_AS_IT_IS = ("s. ", "ss. ")


def article_words(article: str, lang: str, is_of_eu: bool = False) -> str:
    """`art. 2, lid 1, onder a-b` of `art. 2(1)(a)-(b)`; in English as it stands.

    is_of_eu: the law itself is one of the EU, of which article 19a is 19 bis in Dutch.
    """
    if lang == "en" or article.startswith(_AS_IT_IS):
        return article
    _, has_bis = translator(lang), is_of_eu or "Directive" in article

    def place(match: re.Match[str]) -> str:
        number, letter, first, last, points = match.groups()
        told = [number + letter, _("paragraph {number}").format(number=f"{first}-{last}" if last else first)]
        if points:
            inside = _POINT.sub(lambda point: f"{point[1] or ', '}{point[2]}", points).removeprefix(", ")
            told.append(_("point {letter}").format(letter=inside))
        return ", ".join(told) + ("," if match.string[match.end() :].startswith(" ") else "")

    said = re.sub(r"(\)|art\. \d+[a-z]?), (?=\d+[a-z]?\(|\d+$)", r"\1; ", article)
    said = _PLACE.sub(place, said)
    if has_bis:
        said = re.sub(r"(?<=art\. )(\d+)a\b", r"\1 bis", said)
    for word, dutch in {"Directive": _("Directive"), "annex": _("annex"), "April": _("April")}.items():
        said = re.sub(rf"\b{word}\b", dutch, said)
    return said
