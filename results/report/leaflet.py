"""The model leaflet ("modelbijsluiter"): one page that says what the model is and is not, fit to be published.

Its texts are data (`leaflet.yaml`); what the validation found is read from what ships (`results/report/shipped.py`).
"""

from importlib.metadata import version
from typing import Any

from experiments.compare import Comparison
from results.blocks import Chapter, Column, Paragraph, Row, Table, plain
from results.language import translator
from results.number_format import Unit, chance, shown
from results.queries import drawn_from
from results.ranged import between
from results.report.policy_numbers import shipped_query
from results.report.policy_text import joined_cell, load_texts, said, sentence_of
from results.report.shipped import posterior, shipped_number, validation
from results.traced import Numbers, Sentence
from results.words import own_rules_words, parameters_words


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """A table of a page: purpose, limits, content, data, assumptions, uncertainty, validation, maker, code."""
    _ = translator(lang)
    rows: list[Row] = []
    for key, section in load_texts("leaflet").items():
        if key == "validation":
            sentences = _validation(comparison, lang)
        elif key == "made-by":
            sentences = _made_by(comparison, lang)
        else:
            sentences = [sentence_of(line, Numbers(comparison, lang)) for line in section.lines]
        sentences += _draws_from(comparison, lang) if key == "uncertainty" else []
        rows.append(Row(said(section.title, lang), (joined_cell(sentences),)))
    columns = (Column(_("subject")), Column(_("what to know")))
    table = Table("leaflet", _("SmartMix in one page"), columns, tuple(rows))
    opening = Paragraph(plain(_("What to know before using results of this model. Exploration, not a forecast.")))
    return Chapter("leaflet", _("Model leaflet"), (opening, table), new_page=True)


def _draws_from(comparison: Comparison, lang: str) -> list[Sentence]:
    """Where the draws of this run come from; what own rules do to the claims of this page."""
    texts = [parameters_words(drawn_from(comparison), lang)]
    settings = comparison.manifest["settings"]
    texts += [own_rules_words(settings["model"], lang)] if "model" in settings else []
    return list(plain(*texts))


def _made_by(comparison: Comparison, lang: str) -> list[Sentence]:
    _ = translator(lang)
    text = _("SmartMix contributors. SmartMix {version}, run {run}.")
    return list(plain(text.format(version=version("smartmix"), run=comparison.folder.name)))


def _validation(comparison: Comparison, lang: str) -> list[Sentence]:
    """The joint tests, then everything that failed by name."""
    _ = translator(lang)
    joint, unseen_low, unseen, scores, left_out, results, patterns = load_texts("leaflet")["validation"].lines
    low = (shipped_number("validation/joint_held_out/p") or 1.0) <= (shipped_number("validation/level") or 0.0)
    held = {"log_scores": scores, "left_out": left_out, "results": results}  # an older validation has none of them
    lines = (joint, unseen_low if low else unseen, *(held[key] for key in held if validation().get(key)), patterns)
    sentences = [sentence_of(line, Numbers(comparison, lang)) for line in lines]
    sentences += [_missed(comparison, lang, key, fact) for key, fact in validation()["missed"].items()]
    sentences += [_failed(comparison, lang, key, sign) for key, sign in validation()["failed"].items()]
    own = comparison.manifest["fingerprints"].get("posterior")
    if own not in (None, posterior()["fingerprints"]["content"]):
        sentences += plain(
            _("This run used another posterior than the one that ships; these tests do not hold for it.")
        )
    return sentences


def _missed(comparison: Comparison, lang: str, key: str, fact: dict[str, Any]) -> Sentence:
    """A fact outside the range of the model."""
    _ = translator(lang)
    n = Numbers(comparison, lang)
    place = "held_out" if key in validation()["held_out"] else "facts"
    unit: Unit = "number" if fact["observed"] > 1 else "share"

    def number(part: str) -> str:
        address = f"validation/{place}/{key}/{part}"
        return n.note(shipped_query(address), shown(shipped_number(address), unit, lang, 0))

    text = _("Missed: {fact}, measured {observed}%, by the model {range}%.")
    if unit == "number":
        text = _("Missed: {fact}, measured {observed}, by the model {range}.")
    return n.sentence(
        text,
        fact=fact["name"][lang],
        observed=number("observed"),
        range=between(number("posterior/p05"), number("posterior/p95"), lang),
    )


def _failed(comparison: Comparison, lang: str, key: str, sign: dict[str, Any]) -> Sentence:
    """A pattern that more draws contradict than show."""
    _ = translator(lang)
    n = Numbers(comparison, lang)
    address = f"validation/signs/{key}/posterior/probability"
    held = n.note(shipped_query(address), chance(shipped_number(address), lang))
    return n.sentence(
        _("Failed: {statement} (holds in {share} of the draws)."), statement=sign["statement"][lang], share=held
    )
