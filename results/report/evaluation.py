"""The chapter on evaluation: per instrument of the mixes what to measure, and whether a baseline exists.

The texts are data (`evaluation.yaml`, which says what each field holds).
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from experiments.compare import Comparison, mixes_of
from experiments.information.measurements import load_measurements
from results.blocks import Cell, Chapter, Column, Paragraph, Row, Table, plain
from results.language import translator
from results.report.policy_text import said, with_sources
from results.words import indicator_words, short_names
from scenarios.catalogue import load_catalogue
from scenarios.format_base import FORMAT, Sources, Strict, Text
from scenarios.instrument_format import LawInstrument
from scenarios.law_content import law_of
from scenarios.refusals import checked
from simulation.indicators import INDICATORS
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml

_FILE = Path(__file__).parent / "evaluation.yaml"


class _Baseline(Strict):
    available: Literal["yes", "partly", "no"]
    text: Text
    sources: list[str]


class _Measure(Strict):
    text: Text
    sources: list[str]


class Evaluation(Strict):
    """What to evaluate of one kind of instrument; `evaluation.yaml` explains each field."""

    change: Text
    sources: Sources
    indicators: Annotated[list[str], Field(min_length=1)]
    baseline: _Baseline
    measure: _Measure
    information: str | None = None


class _EvaluationFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    kinds: dict[str, Evaluation]


@cache
def load_evaluations() -> dict[str, Evaluation]:
    """What to evaluate by kind of instrument. Raises InputProblem for an unknown indicator or measurement."""
    found = checked(_EvaluationFile, read_yaml(_FILE), _FILE.name).kinds
    known = {"indicator": list(INDICATORS), "measurement": list(load_measurements())}
    for kind, entry in found.items():
        named = [("indicator", name) for name in entry.indicators]
        named += [("measurement", entry.information)] if entry.information else []
        for what, name in named:
            if name not in known[what]:
                raise InputProblem(
                    "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                    file=_FILE.name,
                    key=f"kinds.{kind}",
                    found=name,
                    nearest=nearest(name, known[what]),
                    allowed=", ".join(known[what]),
                )
    return found


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """A row per kind of instrument and per law, with the instruments of the mixes that it stands for."""
    _ = translator(lang)
    entries = load_evaluations()
    groups = _instruments(comparison, lang)
    rows = tuple(
        Row(name, (Cell(_held(instruments, comparison, lang)), *_cells(entries[kind], lang)))
        for (kind, name), instruments in groups.items()
    )
    columns = (
        Column(_("kind of instrument")),
        Column(_("instruments and the mixes that hold them")),
        Column(_("what it should change")),
        Column(_("indicator of SmartMix")),
        Column(_("is there a baseline measurement?")),
        Column(_("what to measure, how and how often")),
    )
    opening = plain(
        _(
            "IOB could not measure well what policy did, because no baseline had been set (S-038). The table says for"
            " every instrument what has to be measured before it starts, so that its evaluation can tell."
        ),
        _(
            "What to measure is a proposal of SmartMix. What a measurement would teach about the choice between mixes"
            " can be worked out with smartmix information; where it has one that comes close, its name is given."
        ),
    )
    note = _("Measured figures and their errors are listed in docs/evidence.md under the same source ids.")
    table = Table("evaluation", _("Evaluation of the instruments"), columns, rows, note=note)
    return Chapter("evaluation", _("How the instruments can be evaluated"), (Paragraph(opening), table))


def _instruments(comparison: Comparison, lang: str) -> dict[tuple[str, str], dict[str, list[str]]]:
    """(kind, name of the kind or law): the instruments by name, with the mixes that hold each.

    A law that never comes into force in a mix is left out there.
    """
    kinds, found = load_catalogue(), dict[tuple[str, str], dict[str, list[str]]]()
    for mix, content in mixes_of(comparison).items():
        for key, item in content.instruments.items():
            if isinstance(item, LawInstrument):
                law, _content = law_of(item)
                if (item.in_force or law.in_force) in (None, "never"):
                    continue  # adopted or proposed only: nothing to evaluate in this mix
                group = (f"{law.kind}_law", said(law.name, lang))
            else:
                group = (item.kind, said(kinds[item.kind].name, lang))
            name = said(item.name, lang) or (group[1] if isinstance(item, LawInstrument) else key)
            found.setdefault(group, {}).setdefault(name, []).append(mix)
    order = list(load_evaluations())
    return dict(sorted(found.items(), key=lambda entry: order.index(entry[0][0])))


def _held(instruments: dict[str, list[str]], comparison: Comparison, lang: str) -> str:
    """Instruments with the mixes that hold them."""
    _, names = translator(lang), short_names(comparison, lang)
    return "; ".join(
        f"{name} ({_('all mixes') if len(mixes) == len(names) else ', '.join(names[mix] for mix in mixes)})"
        for name, mixes in instruments.items()
    )


def _cells(entry: Evaluation, lang: str) -> tuple[Cell, ...]:
    _ = translator(lang)
    words = indicator_words(lang)
    available = {"yes": _("yes"), "partly": _("partly"), "no": _("no")}[entry.baseline.available]
    baseline = f"{available}: {said(entry.baseline.text, lang)}"
    measure = with_sources(said(entry.measure.text, lang), entry.measure.sources)
    if entry.information:
        name = said(load_measurements()[entry.information].name, lang)
        measure += " " + _("In smartmix information: {name} ({id}).").format(name=name, id=entry.information)
    return (
        Cell(with_sources(said(entry.change, lang), entry.sources)),
        Cell(", ".join(words[name].name for name in entry.indicators)),
        Cell(with_sources(baseline, entry.baseline.sources)),
        Cell(measure),
    )
