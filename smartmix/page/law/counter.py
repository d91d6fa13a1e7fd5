"""The scope counter: dials for thresholds, and at once how many firms fall under them."""

from collections.abc import Callable
from dataclasses import fields, replace

from results.scope.table import count_table
from results.scope.words import group_lines, outside_words, range_words, reading_lines
from results.words import sector_names
from scenarios.scope import count_scope, everyone
from scenarios.shipped import list_laws, load_law
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from smartmix.page.dials.dial_widgets import dial
from smartmix.page.law.thresholds import HOW, ONLY, address_of, amount, asked_test
from smartmix.page.parts.cards import take_along
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, checkbox, checkboxes, details, select, show_table, status, text

_ENDS = {"employees": 5000.0, "turnover": 1000.0, "assets": 1000.0}


def counter(view: View) -> None:
    """Dials and the count; the firms are in memory already."""
    _ = view.words
    dials = box("div")
    said = status(css="lead")
    answer = box("div")

    def show() -> None:
        try:
            found = count_scope(asked_test(view.address), everyone())
        except InputProblem as problem:
            said.set_text(view.problem(problem))
            answer.clear()
            return
        said.set_text(
            _("Firms that trade abroad and fall under it: {range}.").format(range=range_words(found.total, view.lang))
        )
        answer.clear()
        with answer:
            text(
                "p",
                _("Firms that fall under it without trading abroad: {count}.").format(
                    count=outside_words(found, view.lang)
                ),
            )
            with details(_("By size and sector")):
                show_table(count_table(found, view.lang))
            with details(_("What the range holds")):
                text(
                    "p",
                    _(
                        "The readings of the test, and thresholds in euro read lower and higher. Every firm is "
                        "counted, so there is no sampling."
                    ),
                )
                with box("ul"):
                    for line in (*reading_lines(found, view.lang), *group_lines(found, view.lang)):
                        text("li", line)
            if found.test != only_thresholds(found.test):
                text(
                    "p",
                    _("The command line knows the three thresholds, all needed; Python knows the rest."),
                    css="note",
                )
            take_along(view, command_of(found.test), python_of(found.test))

    def change(**values: str | None) -> None:
        view.go(**values)
        show()

    def fill() -> None:
        dials.clear()
        with dials:
            _dials(view, change, take)

    def take(law: str) -> None:
        if law:
            view.go(**address_of(load_law(law).scope[-1].test()))
            fill()
            show()

    fill()
    show()


def _dials(view: View, change: Callable[..., None], take: Callable[[str], None]) -> None:
    _ = view.words
    known = [law for law in list_laws() if not load_law(law).scope[-1].test().nobody]
    laws = {"": _("choose a law"), **{law: str(getattr(load_law(law).name, view.lang)) for law in known}}
    with box("div", css="controls", role="group", aria_label=_("Thresholds")):
        select(_("Take over the widest scope of"), laws, "", take)
        for key, label, unit in (
            ("employees", _("Working persons"), ""),
            ("turnover", _("Turnover"), _("million euro")),
            ("assets", _("Balance total"), _("million euro")),
        ):
            dial(
                label,
                _known(view, key),
                lambda value, key=key: change(**{key: None if value is None else f"{value:.10g}"}),
                low=0.0,
                high=1e9,
                top=_ENDS[key],
                step=5.0,
                lang=view.lang,
                is_amount=key == "employees",
                unit=unit,
                may_be_empty=True,
                live=True,
            )
        select(
            _("How they combine"),
            {
                "all": _("all that are given"),
                "two": _("two of those given"),
                "either": _("working persons, and turnover or balance total"),
            },
            view.address.among("how", HOW, "all"),
            lambda key: change(how=None if key == "all" else key),
        )
        checkbox(
            _("More than the threshold (else the threshold or more)"),
            view.address.get("more") == "1",
            lambda on: change(more="1" if on else None),
        )
        checkbox(
            _("Figures of the whole group, worldwide"),
            view.address.get("whole") == "1",
            lambda on: change(whole="1" if on else None),
        )
        names = (_("public-interest entities"), _("sells to consumers"), _("imports"))
        words: dict[str, str] = dict(zip(ONLY, names, strict=True))
        checkboxes(_("Only"), words, view.address.items("only"), lambda keys: change(only=",".join(keys) or None))
        with details(_("Sectors")):
            checkboxes(
                _("Sectors (none ticked is all)"),
                sector_names(view.lang),
                view.address.items("sectors"),
                lambda keys: change(sectors=",".join(keys) or None),
            )


def _known(view: View, key: str) -> float | None:
    """The threshold in the address; what can be read in two ways is refused where the firms are counted."""
    try:
        return amount(view.address, key)
    except InputProblem:
        return None


def only_thresholds(test: ScopeTest) -> ScopeTest:
    """What of a test the command line can say."""
    return replace(
        ScopeTest(),
        minimum_employees=test.minimum_employees,
        minimum_turnover_eur=test.minimum_turnover_eur,
        minimum_assets_eur=test.minimum_assets_eur,
    )


def command_of(test: ScopeTest) -> str:
    """The count on the command line, which knows the three thresholds."""
    words = ["smartmix scope"]
    for option, value in (
        ("employees", test.minimum_employees),
        ("turnover", test.minimum_turnover_eur),
        ("assets", test.minimum_assets_eur),
    ):
        words += [] if value is None else [f"--{option}", f"{value:.15g}"]
    return " ".join(words) if len(words) > 1 else "smartmix scope --employees 0"


def python_of(test: ScopeTest) -> str:
    """The same in Python, with everything that a test can say."""
    standard = ScopeTest()
    given = ", ".join(
        f"{each.name}={getattr(test, each.name)!r}"
        for each in fields(test)
        if getattr(test, each.name) != getattr(standard, each.name)
    )
    return "\n".join(
        [
            "from scenarios.scope import count_scope",
            "from simulation.population import load_population",
            "from simulation.schedule import ScopeTest",
            "",
            f'count_scope(ScopeTest({given}), load_population("full")).total',
        ]
    )
