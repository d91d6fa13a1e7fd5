"""Evidence: what every number rests on, what was measured beside what the model says, and patterns held and failed."""

from calibration.evidence import load_facts
from calibration.validation_result import Validation
from results.number_format import percent
from results.sensitivity.words import input_name
from results.validation.figure import facts_picture, signs_picture
from results.validation.words import (
    held_out_text,
    left_out_summary,
    misses_text,
    power_summary,
    signs_summary,
    verdict,
    verdict_lines,
)
from simulation.parameters import registry
from simulation.vocabulary import GRADES
from smartmix.page.evidence.parameters import THEMES, chosen_rows, grade_words, role_words
from smartmix.page.evidence.tables import (
    fact_table,
    left_out_table,
    other_facts_table,
    parameter_table,
    power_table,
    result_table,
    sign_table,
    source_list,
)
from smartmix.page.evidence.validation import is_current, shipped_validation
from smartmix.page.evidence.widgets import search_field, svg_details
from smartmix.page.parts.cards import take_along
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, button, details, link, markup, select, status, text

ANY = "any"
#: Rows of the long table that are shown at once; a button shows the rest.
FIRST_ROWS = 40


def build(view: View) -> None:
    """Fill the page."""
    _ = view.words
    known = list(registry().values())
    text(
        "p",
        _("Every number of the model, what it rests on, and how the model compares with what was measured."),
        css="lead",
    )
    counts = {grade: sum(p.grade == grade for p in known) for grade in GRADES}
    text(
        "p",
        _(
            "Of {count} numbers {measured} are graded measured, {estimated} estimated and {assumed} assumed; "
            "{uncertain} have a range."
        ).format(count=len(known), uncertain=sum(p.is_uncertain for p in known), **counts),
    )
    with box("ul"):
        for anchor, words in (
            ("facts", _("Facts: measured, and what the model gives")),
            ("patterns", _("Patterns held and failed")),
            ("parameters", _("Numbers of the model")),
            ("sources", _("Sources")),
        ):
            with box("li"):
                link(words, f"#{anchor}")
    with box("section", id="facts"):
        _facts(view)
    with box("section", id="patterns"):
        _patterns(view)
    with box("section", id="parameters"):
        _parameters(view)
    _sources(view)


def _facts(view: View) -> None:
    _ = view.words
    found = shipped_validation()
    text("h2", _("Facts: measured, and what the model gives"))
    if not is_current():
        text(
            "p",
            _(
                "The validation that ships was made for another posterior, other facts or other patterns than this "
                "version has: 'smartmix validate' gives the present one."
            ),
            css="alert",
            role="alert",
        )
    text("p", verdict(found, view.lang), css="callout")
    for line in (*verdict_lines(found, view.lang), *misses_text(found, view.lang)):
        text("p", line)
    text(
        "p",
        _(
            "No fact observes practice apart from what firms report or say of themselves: how much of what is "
            "reported is real stays an assumption."
        ),
    )
    text("h3", _("Facts used in the calibration"))
    markup(fact_table(found.facts, _("Facts used in the calibration"), view.lang))
    text("h3", _("Facts held out"))
    text("p", held_out_text(found.joint_held_out, view.lang))
    markup(fact_table(found.held_out, _("Facts held out"), view.lang))
    _tests(view, found)
    others = [fact for fact in load_facts() if fact.role in ("input", "sign")]
    text("h3", _("Other facts"))
    markup(other_facts_table(others, view.lang))
    with details(_("Why these errors of measuring")), box("dl"):
        for fact in load_facts():
            text("dt", fact.name[view.lang])
            text("dd", fact.argument[view.lang])
    svg_details(view, facts_picture(found, view.lang))
    take_along(view, "smartmix validate", "import smartmix as sm\n\nfound = sm.validate()\nfound.facts")


def _tests(view: View, found: Validation) -> None:
    """What says how much a passed test is worth; a validation of an older format holds none of it."""
    _ = view.words
    if found.left_out:
        text("h3", _("One law left out"))
        text("p", left_out_summary(found.left_out, view.lang))
        markup(left_out_table(found, _("One law left out"), view.lang))
        title = _("What the joint test can see, and a country never seen")
        text("h3", title)
        text("p", power_summary(found, view.lang))
        markup(power_table((*found.facts, *found.held_out), title, view.lang))
    if found.results:
        title = _("Does any fact speak to these results?")
        text("h3", title)
        markup(result_table(found, title, view.lang))


def _sources(view: View) -> None:
    """Where everything that is named on this page can be looked up."""
    _ = view.words
    text("h2", _("Sources"), id="sources")
    text(
        "p",
        _(
            "S-…: Dutch policy documents. S0: fragment of the Ministry of Economic Affairs on business instruments "
            "(late 2024); S1: letter to parliament (19 December 2019); S2: policy note “Van voorlichten tot "
            "verplichten” (October 2020); S3: cabinet reaction to the IOB evaluation (22 November 2019); S4: "
            "request for advice to the SER (June 2020). P-…: public sources. K-…: costs and data."
        ),
    )
    used = [p.sources for p in registry().values()] + [fact.sources for fact in load_facts()]
    used += [tuple(check.sign.sources) for check in shipped_validation().signs]
    with details(_("Where each source stands")):
        markup(source_list(list(dict.fromkeys(name for names in used for name in names)), view.lang))


def _patterns(view: View) -> None:
    _ = view.words
    found = shipped_validation()
    text("h2", _("Patterns held and failed"))
    text("p", signs_summary(found, view.lang))
    built_in, failing = (getattr(found.thresholds, name).value for name in ("built_in", "failing"))
    text(
        "p",
        _(
            "The chance that a pattern holds in a draw, before and after the calibration. Built in: above "
            "{built_in} before the calibration, so the rules give it and it says nothing about the evidence. "
            "Failed: below {failing} after it."
        ).format(built_in=percent(built_in, view.lang, 0), failing=percent(failing, view.lang, 0)),
    )
    for label, title in (
        ("empirical", _("Observed outside a model: these count as validation")),
        ("expected", _("Expected in advice: these do not count as validation")),
    ):
        text("h3", title)
        markup(sign_table([check for check in found.signs if check.sign.label == label], title, view.lang))
    with details(_("How each pattern is read")), box("dl"):
        for check in found.signs:
            text("dt", f"{check.sign.id}: {getattr(check.sign.statement, view.lang)}")
            text("dd", f"{getattr(check.sign.tested, view.lang)} {getattr(check.sign.grounds, view.lang)}")
    svg_details(view, signs_picture(found, view.lang))


def _parameters(view: View) -> None:
    _ = view.words
    text("h2", _("Numbers of the model"))
    text(
        "p",
        _(
            "Pale bar above: the range 5–95 before the calibration; dark bar below: after it; a line marks the "
            "middle. The axis is the whole range that was thought possible. A number without a dark bar was not "
            "calibrated."
        ),
    )
    controls = box("div", css="controls", role="group", aria_label=_("Filter"))
    line, table = status(), box("div")

    def draw(most: int = FIRST_ROWS) -> None:
        get = view.address.get
        rows = chosen_rows(get("theme") or ANY, get("grade") or ANY, get("role") or ANY, get("find"), view.lang)
        line.set_text(_("{count} of {all} numbers").format(count=len(rows), all=len(registry())))
        table.clear()
        with table:
            if rows:
                markup(parameter_table(rows[:most], view.lang))
                if len(rows) > most:
                    button(_("Show all {count}").format(count=len(rows)), lambda: draw(len(rows)))

    def change(**values: str) -> None:
        view.go(**values)
        draw()

    with controls:
        anything = {ANY: _("any")}
        themes = anything | {theme: input_name(theme, view.lang) for theme in THEMES}
        select(_("Theme"), themes, view.address.among("theme", THEMES, ANY), lambda value: change(theme=value))
        select(
            _("Grade"),
            anything | grade_words(view.lang),
            view.address.among("grade", GRADES, ANY),
            lambda value: change(grade=value),
        )
        roles = role_words(view.lang)
        select(
            _("Role"), anything | roles, view.address.among("role", tuple(roles), ANY), lambda value: change(role=value)
        )
        search_field(_("Words, name or source"), view.address.get("find"), lambda value: change(find=value))
    draw()
