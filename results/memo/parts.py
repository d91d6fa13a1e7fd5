"""What every memo ends with: its sources by name and date, and how it was made."""

from collections.abc import Sequence

from experiments.compare import Comparison
from results.blocks import Chapter, Document, Paragraph, plain
from results.language import translator
from results.number_format import day_words
from results.origin import made_with
from results.queries import drawn_from
from results.report.sentences import settings_sentence
from results.report.sources import named_sources, read_until, sources_of
from results.traced import Sentence
from results.words import future_words, own_rules_words, parameters_words


def memo(
    title: str, lang: str, comparison: Comparison, parts: Sequence[Chapter], rests_on: Sequence[str] = ()
) -> Document:
    """The page: its own parts, then the sources of what they say (and `rests_on`, by id) and how it was made."""
    _ = translator(lang)
    used = dict.fromkeys([*rests_on, *sources_of(parts)])
    sources = "; ".join([*named_sources(used, lang), *_when(comparison, lang)])
    last = (
        Chapter("sources", _("Sources"), (Paragraph(plain(f"{sources}."), style="small"),)),
        Chapter("made", _("How this was made"), (Paragraph(how_made(comparison, lang), style="small"),)),
    )
    keywords = (_("responsible business conduct"), _("due diligence"), _("policy mix"), _("simulation"))
    return Document(title, lang, comparison.folder.name, (*parts, *last), keywords, is_memo=True)


def _when(comparison: Comparison, lang: str) -> list[str]:
    """Until when web pages were read, and until which day the laws are known, where the run says so."""
    _, day = translator(lang), comparison.manifest.get("laws_checked")
    laws = [_("laws as they stood on {day}").format(day=day_words(day, lang))] if day else []
    return [_("web pages as read until {day}").format(day=day_words(read_until().isoformat(), lang)), *laws]


def how_made(comparison: Comparison, lang: str) -> tuple[Sentence, ...]:
    """Run, version, seed, draws, future, and that it is an exploration."""
    _, settings = translator(lang), comparison.manifest["settings"]
    told = [
        _("Future: {future}.").format(future=future_words(comparison, lang).name),
        parameters_words(drawn_from(comparison), lang),
        *([own_rules_words(settings["model"], lang)] if "model" in settings else []),
        _("SmartMix {version}, run {run}. An exploration under deep uncertainty, not a forecast.").format(
            version=made_with(comparison.manifest), run=comparison.folder.name
        ),
    ]
    return (settings_sentence(comparison, lang), *plain(*told))
