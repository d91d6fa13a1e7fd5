"""What differs between two mixes in words, field by field: for the page, the page of a run and the terminal."""

from typing import NamedTuple

from results.mixes.dial_words import field_name, shown_value
from results.scope.words import phases_words
from scenarios.dial_fields import fields_of
from scenarios.differences import diff_mixes
from scenarios.instrument_format import LawInstrument
from scenarios.law_content import law_of
from scenarios.mix_format import Mix

#: Before the id of a rule in `diff_mixes`.
_RULE = "rule:"


class DifferingField(NamedTuple):
    """One field in which two mixes differ: `key` of the instrument or rule, and all else in words."""

    key: str
    title: str
    field: str
    before: str
    after: str


def differing_fields(first: Mix, second: Mix, lang: str) -> list[DifferingField]:
    """The rows of `diff_mixes` as people read them; where a mix is silent what holds there, or a dash.

    What reads alike on both sides is left out.
    """
    rows = list[DifferingField]()
    for row in diff_mixes(first, second):
        title = title_of(row.instrument, lang, second, first)
        before, after = (
            _shown(mix, row.instrument, row.field, value, lang)
            for mix, value in ((first, row.value_a), (second, row.value_b))
        )
        rows.append(DifferingField(row.instrument, title, field_name(row.field, lang), before, after))
    return [row for row in rows if row.before != row.after]


def title_of(key: str, lang: str, *mixes: Mix) -> str:
    """The name of an instrument or rule in the first of the mixes that has it."""
    for mix in mixes:
        item = mix.rules.get(key.removeprefix(_RULE)) if key.startswith(_RULE) else mix.instruments.get(key)
        if item is not None:
            return str(getattr(item.name, lang))
    return key


def _shown(mix: Mix, name: str, path: str, value: object, lang: str) -> str:
    """A value in words; of what the mix is silent about the law's own value, or that of the format."""
    item = mix.instruments.get(name)
    if isinstance(item, LawInstrument) and path == "scope":
        return phases_words(law_of(item)[1].scope, lang)
    if value is None and item is not None:
        value = next((field.value for field in fields_of(item) if field.path == path), None)
    return shown_value(path, value, lang)
