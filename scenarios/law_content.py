"""A law as an instrument of a mix has it: the law file with the mix's option and overrides."""

from functools import lru_cache

from scenarios.extending import changed
from scenarios.instrument_format import LawInstrument
from scenarios.law_format import Law, LawContent
from scenarios.refusals import checked
from scenarios.shipped import load_law

_OVERRIDES = tuple(LawContent.model_fields)


def law_of(item: LawInstrument) -> tuple[Law, LawContent]:
    """The law that the instrument refers to, and its content with the option and overrides worked in."""
    law = load_law(item.law)
    overrides = {name: value for name in _OVERRIDES if (value := getattr(item, name)) is not None}
    return law, _content(law.id, item.option, _Frozen(overrides))


class _Frozen(dict[str, object]):
    """Overrides as a key for the cache."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(sorted(self.items())))


@lru_cache(maxsize=1024)
def _content(law_id: str, option: str | None, overrides: _Frozen) -> LawContent:
    law = load_law(law_id)
    content = {name: value for name, value in law.model_dump().items() if name in _OVERRIDES}
    if option is not None:
        content = changed(content, law.options[option].changes)
    plain = {
        name: [part.model_dump() if hasattr(part, "model_dump") else part for part in value]
        if isinstance(value, list)
        else value
        for name, value in overrides.items()
    }
    return checked(LawContent, {**content, **plain}, law_id)
