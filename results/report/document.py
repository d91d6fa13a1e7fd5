"""The whole report of a comparison: its chapters in their order."""

from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase

from experiments.compare import Comparison
from results.blocks import Document
from results.language import translator
from results.report import (
    burden,
    certainty,
    elements,
    evaluation,
    first_page,
    iak,
    leaflet,
    method,
    objectives,
    policy_compass,
    pros_and_cons,
    supplement,
    theory_of_change,
)
from results.report.studies import Studies
from results.report.supplement import Supplement


def document(
    comparison: Comparison,
    lang: str,
    studies: Studies | None = None,
    actions: Path | None = None,
    supplements: tuple[Supplement, ...] = (),
) -> Document:
    """The report in one language: chapters on the draws of this run, then annexes, some of which have their own.

    studies: results of synergy and robustness given by the user (`read_studies`); where none is given those that
    ship stand in, if they fit the comparison. actions: a file with sourced hours and tariffs of one's own for the
    burden chapter. supplements: other runs, in a chapter of their own. Raises InputProblem for a file that is wrong.
    """
    _, given = translator(lang), studies or Studies()
    chapters = [
        first_page.chapter(comparison, lang),
        objectives.chapter(comparison, lang),
        pros_and_cons.chapter(comparison, lang),
        certainty.chapter(comparison, lang),
    ]
    annexes = [
        objectives.through_the_years(comparison, lang),
        theory_of_change.chapter(comparison, lang),
        elements.chapter(comparison, lang, given),
        certainty.in_other_worlds(comparison, lang, given),
        *([supplement.chapter(supplements, lang)] if supplements else []),
        burden.chapter(comparison, lang, actions),
        evaluation.chapter(comparison, lang),
        policy_compass.chapter(comparison, lang),
        iak.chapter(comparison, lang),
        leaflet.chapter(comparison, lang),
    ]
    annexes = [annex for annex in annexes if annex.blocks]
    annexes.append(method.chapter(comparison, lang, [*chapters, *annexes]))  # last: it lists the sources of all others
    for letter, annex in zip(ascii_uppercase, annexes, strict=False):
        title = _("Annex {letter}: {title}").format(letter=letter, title=annex.title)
        chapters.append(replace(annex, title=title, new_page=letter == "A" or annex.new_page))
    return Document(
        _("Policy mixes for responsible business conduct compared"),
        lang,
        comparison.folder.name,
        tuple(chapters),
        (_("responsible business conduct"), _("due diligence"), _("policy mix"), _("simulation")),
    )
