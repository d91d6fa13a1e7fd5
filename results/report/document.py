"""The whole report of a comparison: its chapters in their order."""

from pathlib import Path

from experiments.compare import Comparison
from results.blocks import Chapter, Document
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
    """The report in one language.

    studies: results of synergy and robustness given by the user (`read_studies`); where none is given those that
    ship stand in, if they fit the comparison. actions: a file with sourced hours and tariffs of one's own for the
    burden chapter. supplements: other runs, in a chapter of their own. Raises InputProblem for a file that is wrong.
    """
    _, given = translator(lang), studies or Studies()
    chapters: list[Chapter] = [
        first_page.chapter(comparison, lang),
        objectives.chapter(comparison, lang),
        pros_and_cons.chapter(comparison, lang),
        elements.chapter(comparison, lang, given),
        theory_of_change.chapter(comparison, lang),
        certainty.chapter(comparison, lang, given),
        burden.chapter(comparison, lang, actions),
        evaluation.chapter(comparison, lang),
        policy_compass.chapter(comparison, lang),
        iak.chapter(comparison, lang),
        *([supplement.chapter(supplements, lang)] if supplements else []),
        leaflet.chapter(comparison, lang),
    ]
    chapters.append(method.chapter(comparison, lang, chapters))  # last: it lists the sources of all others
    return Document(
        _("Policy mixes for responsible business conduct compared"),
        lang,
        comparison.folder.name,
        tuple(chapters),
        (_("responsible business conduct"), _("due diligence"), _("policy mix"), _("simulation")),
    )
