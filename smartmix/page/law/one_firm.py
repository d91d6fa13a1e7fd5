"""One firm: which of the laws beside each other it falls under, as a clerk answers."""

from results.scope.firm import firm_sentences, firm_table
from scenarios.firm_facts import read_firm
from scenarios.firm_scope import ask_law
from scenarios.shipped import load_law
from simulation.number_text import UnclearNumber, read_number
from simulation.problems import InputProblem
from smartmix.page.dials.dial_widgets import dial, text_input
from smartmix.page.law.mixes import chosen_laws
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, box, details, show_table, text

#: More facts than anybody tells of one firm.
_LONGEST = 500
_EXAMPLE = "assets=25e6,sells_to_end_users=yes"
#: Facts with a field of their own: where the slider ends, and how many of the fact's unit one of the field is.
_FIELDS = {"employees": (10_000.0, 1.0), "turnover": (5_000.0, 1e6)}


def one_firm(view: View) -> None:
    """Fields for facts of a firm, kept in the address as the command line writes them, and the answer of each law."""
    _ = view.words
    text("h2", _("One firm"))
    text("p", _("Which of the laws above does a firm fall under?"), css="note")
    told = told_of(view.address.get("firm"))
    fields = box("div", css="controls", role="group", aria_label=_("Facts of a firm"))
    place = box("div", css="words")

    def show() -> None:
        place.clear()
        with place:
            _answers(view)

    def change(key: str, facts: str) -> None:
        told[key] = facts.strip(" ,")
        view.go(firm=",".join(filter(None, told.values())) or None)
        show()

    def number(key: str, label: str, unit: str = "") -> None:
        top, scale = _FIELDS[key]

        def give(value: float | None) -> None:
            change(key, "" if value is None else f"{key}={value * scale:.15g}")

        dial(
            label,
            _number(told[key], scale),
            give,
            low=0.0,
            high=1e9,
            top=top,
            step=50.0,
            lang=view.lang,
            is_amount=scale == 1.0,
            unit=unit,
            may_be_empty=True,
        )

    with fields:
        number("employees", _("Working persons of the firm"))
        number("turnover", _("Turnover of the firm"), _("million euro"))
        label = _("Other facts, as on the command line, such as {example}").format(example=_EXAMPLE)
        text_input(label, told[""], lambda facts: change("", facts), _LONGEST)
    show()


def told_of(firm: str) -> dict[str, str]:
    """What an address tells of a firm, as the command line writes it: facts with a field of their own, and the rest."""
    told, rest = dict.fromkeys(_FIELDS, ""), list[str]()
    for part in filter(None, (part.strip() for part in firm.split(","))):
        key = part.partition("=")[0].strip()
        if told.get(key) == "":
            told[key] = part
        else:
            rest.append(part)  # also a fact that is given twice, which the answer refuses
    return told | {"": ",".join(rest)}


def _number(fact: str, scale: float) -> float | None:
    """The number of a fact in the unit of its field; what cannot be read is refused where laws are asked."""
    try:
        found = read_number(fact.partition("=")[2])
    except UnclearNumber:
        return None
    return None if found is None else found / scale


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
