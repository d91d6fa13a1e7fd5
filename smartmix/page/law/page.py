"""Law: variants beside each other, who falls under a threshold, when they come, what they do and cost."""

from collections.abc import Callable

from experiments.files import content_id
from scenarios.library import load_future
from scenarios.scope import count_law, everyone, is_loaded
from scenarios.shipped import list_laws, load_law
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR
from smartmix.page.law.counter import counter
from smartmix.page.law.dates import DatesOfLaw, dates_of_laws, dates_option, dates_picture, when_sentence
from smartmix.page.law.effect import effect, request_of
from smartmix.page.law.mixes import FIRST_LAWS, MOST_LAWS, chosen_laws, own_dates
from smartmix.page.law.one_firm import one_firm
from smartmix.page.law.table import laws_table
from smartmix.page.parts import choices
from smartmix.page.parts.cards import chart_card
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow, follow_instead
from smartmix.page.parts.widgets import box, button, checkboxes, details, select, show_table, text
from smartmix.page.serving.jobs import Job
from smartmix.page.serving.work import Request, Shown, submit


def build(view: View) -> None:
    """Fill the page: choices, then the laws beside each other, the counter, the dates, and what they do."""
    _ = view.words
    text("p", _("What laws ask and of whom, when they come, what they do and what they cost."), css="lead")
    parts = [box("div", css="words") if part == 1 else box("div") for part in range(6)]
    controls, table, scope, firm, dates, effects = parts

    def again(*which: Callable[[View], None]) -> None:
        for place, fill in ((table, _table), (firm, one_firm), (dates, _dates), (effects, _effects)):
            if not which or fill in which:
                place.clear()
                with place:
                    fill(view)

    with controls:
        _controls(view, again)
    again()
    with scope:
        _scope(view, lambda: again(_table))


def _controls(view: View, again: Callable[..., None]) -> None:
    _ = view.words

    def change(*which: Callable[[View], None], **values: str | None) -> None:
        view.go(**values)
        again(*which)

    names = {law: str(getattr(load_law(law).name, view.lang)) for law in list_laws()}
    start = {
        "": _("as the law says"),
        **{f"{year}Q{q}": f"{year} Q{q}" for year in range(FIRST_YEAR, LAST_YEAR + 1) for q in range(1, 5)},
    }
    with box("div", css="controls", role="group", aria_label=_("Laws and future")):
        select(
            _("Future"),
            choices.future_choices(view.lang),
            choices.chosen_future(view.address),
            lambda key: change(future=key),
        )
        select(
            _("Baseline to which a law is added"),
            choices.mix_choices(view.lang),
            choices.chosen_baseline(view.address),
            lambda key: change(_dates, _effects, baseline=key),
        )
        select(
            _("Group of firms in the charts"),
            choices.group_choices(view.lang),
            choices.chosen_group(view.address, view.lang),
            lambda key: change(_effects, group=key),
        )
        with details(_("Laws (at most {count})").format(count=MOST_LAWS)):
            checkboxes(
                _("Laws"),
                names,
                chosen_laws(view.address),
                lambda chosen: change(laws=",".join(chosen) or ",".join(FIRST_LAWS)),
            )
        with details(_("Other dates or level, as a what-if")):
            select(
                _("Announced"),
                start,
                view.address.get("announced"),
                lambda key: change(_dates, _effects, announced=key or None),
            )
            select(
                _("In force from"),
                start,
                view.address.get("in_force"),
                lambda key: change(_dates, _effects, in_force=key or None),
            )
            select(
                _("Level"),
                {"": _("as the law says"), "NL": _("national"), "EU": _("EU-wide")},
                view.address.get("level"),
                lambda key: change(_dates, _effects, level=key or None),
            )


def _table(view: View) -> None:
    """Laws beside each other; counts are there once the firms are in memory."""
    _ = view.words
    text("h2", _("Beside each other"))
    laws = chosen_laws(view.address)
    if len(view.address.items("laws")) > MOST_LAWS:
        text("p", _("The first {count} of the laws chosen are shown.").format(count=MOST_LAWS), role="status")
    counts = {law: count_law(law, everyone()) for law in laws} if is_loaded() else {}
    show_table(laws_table(laws, load_future(choices.chosen_future(view.address)), counts, view.lang))
    lines = "\n".join(f"smartmix scope {law}" for law in laws)
    with details(_("This view in the command line and in Python")):
        text("pre", lines, tabindex="0")
        text("pre", "import smartmix as sm\n\n" + "\n".join(f"sm.scope({law!r})" for law in laws), tabindex="0")


def _scope(view: View, ready: Callable[[], None]) -> None:
    """The counter, at once or after the firms have been loaded."""
    _ = view.words
    text("h2", _("Who falls under a threshold"))
    if is_loaded():
        counter(view)
        return
    progress, place = box("div"), box("div")

    def shown(_result: bool, _is_final: bool) -> None:
        place.clear()
        with place:
            counter(view)
        ready()

    def work(job: Job) -> bool:
        _ = view.words
        job.say(_("Loading all firms that trade abroad"))
        everyone()
        return True

    with progress:
        follow(view, view.desk.submit(view.person, "all-firms", work), shown)


def _dates(view: View) -> None:
    """When each law is in force, over the draws."""
    _ = view.words
    text("h2", _("When"))
    laws, future = chosen_laws(view.address), choices.chosen_future(view.address)
    base, chosen, seed = choices.chosen_baseline(view.address), own_dates(view.address), Request(()).seed
    text(
        "p",
        _(
            "Each law added to the baseline, in this future; national bills freeze or lapse where EU law comes "
            "first (S-109)."
        ),
        css="note",
    )
    place = box("div")

    def show(found: list[DatesOfLaw], _is_final: bool) -> None:
        place.clear()
        with place:
            with box("ul"):
                for each in found:
                    text("li", when_sentence(each, view.lang))
            picture = dates_picture(found, future, view.lang)
            files = " ".join(f"with-{law}.yaml" for law in laws)
            command = f"smartmix compare {files} --baseline {base} --future {future}"
            chart_card(
                view, picture, dates_option(found, view.lang, picture.description), command, _python(base, future)
            )

    key = "law-dates-" + content_id({"laws": laws, "future": future, "base": base, "chosen": chosen, "seed": seed})

    def submit_dates() -> Job:
        return view.desk.submit(
            view.person, key, lambda job: job.apart(dates_of_laws, laws, base, future, chosen, seed), len(laws)
        )

    follow_instead(view, box("div"), submit_dates, show, "dates")


def _python(base: str, future: str) -> str:
    return "\n".join(
        [
            "from scenarios.laws import time_line",
            "from scenarios.library import load_future, load_mix",
            "from scenarios.run_dates import run_dates",
            "",
            f"mix, future = load_mix({base!r}), load_future({future!r})",
            "time_line(mix, future, run_dates(future, mix, u_eu=0.5, u_wzk=0.5, eu_effort_shift=0.0))",
        ]
    )


def _effects(view: View) -> None:
    """What the laws do and cost, when somebody asks."""
    _ = view.words
    text("h2", _("What it does and what it costs"))
    text("p", _("The baseline with each law beside the baseline. Exploration, not a forecast."), css="note")
    progress, place = box("div"), box("div")

    def show(shown: Shown, _is_final: bool) -> None:
        place.clear()
        with place:
            effect(view, shown.comparison)

    def start() -> None:
        view.go(run="1")
        follow_instead(view, progress, lambda: submit(view.desk, view.person, request_of(view)), show, "effects")

    with progress:
        button(_("Compute what these laws do"), start, css="primary")
    if view.address.get("run") == "1":
        start()
