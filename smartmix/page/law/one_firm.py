"""One firm: which of the laws beside each other it falls under, as a clerk answers."""

from results.scope.firm import firm_sentences, firm_table
from scenarios.firm_facts import read_firm
from scenarios.firm_scope import ask_law
from scenarios.shipped import load_law
from simulation.problems import InputProblem
from smartmix.page.dials.dial_widgets import text_input
from smartmix.page.law.mixes import chosen_laws
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, box, details, show_table, text

#: More facts than anybody tells of one firm.
_LONGEST = 500
_EXAMPLE = "employees=5001,turnover=1.6e9"


def one_firm(view: View) -> None:
    """A field for facts of a firm, kept in the address, and the answer of each law."""
    _ = view.words
    text("h2", _("One firm"))
    text("p", _("Facts of a firm as on the command line, such as {example}.").format(example=_EXAMPLE), css="note")
    place = box("div")

    def show() -> None:
        place.clear()
        with place:
            _answers(view)

    def change(facts: str) -> None:
        view.go(firm=facts.strip() or None)
        show()

    text_input(_("Facts of a firm"), view.address.get("firm"), change, _LONGEST)
    show()


def _answers(view: View) -> None:
    _ = view.words
    asked = view.address.get("firm")
    if not asked:
        return
    try:
        facts = read_firm(asked, "firm")
        answers = [ask_law(load_law(law), facts) for law in chosen_laws(view.address)]
    except InputProblem as problem:
        alert(view.problem(problem))
        return
    show_table(firm_table(answers, view.lang))
    with details(_("Condition by condition")), box("ul"):
        for answer in answers:
            text("li", " ".join(firm_sentences(answer, view.lang)))
    with details(_("This view in the command line and in Python")):
        text("pre", f'smartmix scope --all-laws --firm "{asked}"', tabindex="0")
        text("pre", f"import smartmix as sm\n\nsm.scope(all_laws=True, firm={asked!r})", tabindex="0")
