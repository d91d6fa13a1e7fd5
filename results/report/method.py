"""The last chapter: how the model works, this run, the sources, how to make the run again, and the manifest."""

import json
from collections.abc import Iterable
from typing import Any

from experiments.compare import Comparison
from experiments.manifest import deciding
from results.blocks import Block, Cell, Chapter, Code, Column, Heading, Paragraph, Row, Table, plain
from results.compare.reproduce import command_line, python_lines
from results.language import translator
from results.queries import drawn_from
from results.report.policy_numbers import FIELDS
from results.report.policy_text import load_texts, said, sentence_of
from results.report.sources import documents, known_sources, sources_of
from results.traced import Asked, Numbers, Sentence
from results.words import mix_names, parameters_words


def chapter(comparison: Comparison, lang: str, chapters: Iterable[Chapter] = ()) -> Chapter:
    """Method, run, sources, commands, manifest; `chapters` are the other ones, whose sources are listed."""
    _ = translator(lang)
    blocks: list[Block] = []
    for key, section in load_texts("method").items():
        blocks.append(Heading(said(section.title, lang)))
        if section.lines:
            sentences = tuple(sentence_of(line, Numbers(comparison, lang)) for line in section.lines)
            blocks.append(Paragraph(sentences))
        if key == "run":
            blocks.append(_run(comparison, lang))
    own = Chapter("method", _("Method, sources and manifest"), tuple(blocks), new_page=True)
    used = sources_of((*chapters, own))
    blocks += [Heading(_("Sources")), _documents(lang), _sources(used, lang)]
    blocks += [
        Heading(_("Make this run again")),
        Code(command_line(comparison), _("In a terminal")),
        Code(python_lines(comparison), _("In Python")),
        Heading(_("Manifest")),
        Paragraph(
            plain(
                _(
                    "The manifest holds all that decides the run: with the same manifest the same numbers come "
                    "out, bit by"
                    " bit. The full list of files with a hash of each stands in manifest.json in the folder of the run."
                )
            )
        ),
        Code(json.dumps(_manifest(comparison), indent=2, ensure_ascii=False), "manifest.json"),
    ]
    return Chapter(own.key, own.title, tuple(blocks), new_page=True)


def _run(comparison: Comparison, lang: str) -> Table:
    _ = translator(lang)
    settings = comparison.manifest["settings"]
    names = mix_names(comparison, lang)
    first, *others = (f"{names[mix].name} ({mix})" for mix in comparison.mixes)
    rows = [
        _words(_("run"), comparison.folder.name),
        _words(_("baseline"), first),
        _words(_("compared with it"), "; ".join(others) or _("nothing")),
        _asked(_("future"), comparison, lang, "future", "knowledge"),
        _asked(_("draws"), comparison, lang, "draws"),
        _asked(_("simulated firms"), comparison, lang, "firms"),
        _words(_("years"), f"{settings['first_year']}–{settings['last_year']}"),
        _words(_("seed"), str(settings["seed"])),
        _words(_("parameters"), parameters_words(drawn_from(comparison), lang)),
        _words(_("structural variants"), _pairs(settings["variants"]) or _("the default ones")),
        _words(_("parameters set by hand"), _pairs(settings["parameters"]) or _("none")),
        _words(_("draws that failed and are left out"), str(len(comparison.failures))),
    ]
    return Table("run", _("What decided this run"), (Column(_("subject")), Column(_("value"))), tuple(rows))


def _words(head: str, text: str) -> Row:
    return Row(head, (Cell(text),))


def _asked(head: str, comparison: Comparison, lang: str, *names: str) -> Row:
    numbers = Numbers(comparison, lang)
    text = ", ".join(FIELDS[name](numbers) for name in names)
    asked: tuple[Asked, ...] = tuple(numbers.asked)
    return Row(head, (Cell(text, asked=asked),))


def _pairs(given: dict[str, Any]) -> str:
    return "; ".join(f"{name} = {value}" for name, value in given.items())


def _documents(lang: str) -> Paragraph:
    _ = translator(lang)
    listed = "; ".join(f"{name}: {said(title, lang)}" for name, title in documents().items())
    texts = (
        _("Policy documents: {listed}.").format(listed=listed),
        _("ch. is chapter, fn is footnote. Full addresses and grades of the sources are listed in docs/sources.md."),
    )
    return Paragraph(tuple(Sentence(text, ()) for text in texts), style="small")


def _sources(used: list[str], lang: str) -> Table:
    _ = translator(lang)
    known = known_sources()
    columns = (Column(_("source")), Column(_("about")), Column(_("where")))
    rows = tuple(Row(name, (Cell(said(known[name].topic, lang)), Cell(known[name].place))) for name in used)
    return Table("sources", _("Sources that this report names"), columns, rows)


def _manifest(comparison: Comparison) -> dict[str, Any]:
    """Without the list of files, which would fill pages."""
    return deciding(comparison.manifest)
