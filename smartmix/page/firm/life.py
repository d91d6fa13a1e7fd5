"""The life of one firm on the page: who it is, a chart for each mix, what happened, and the reasons by quarter."""

from typing import Any

from experiments.life import LifeOfFirm
from results.life.life import life_text
from results.life.picture import cost, life_picture
from results.words import full_name
from smartmix.page.firm.charts import event_lines, life_option, reasons_table
from smartmix.page.firm.runs import Lives
from smartmix.page.parts.cards import chart_card
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, details, show_table, text


def show_lives(view: View, place: Any, found: Lives) -> None:
    """Fill `place` with the lives, beside each other where there are two."""
    _ = view.words
    place.clear()
    highest = max(cost(quarter) for life in found.lives for quarter in life.quarters)
    with place:
        text("p", life_text(found.lives[0], view.lang).split("\n", 1)[0], css="lead")
        if len(found.lives) > 1:
            text("p", _("The same firm with the same luck in both mixes: every difference comes from the mix."))
        with box("div", css="cards"):
            for life in found.lives:
                with box("div"):
                    _life(view, life, highest)


def _life(view: View, life: LifeOfFirm, highest: float) -> None:
    _ = view.words
    name = full_name(life.mix, life.mix_name, view.lang)
    picture = life_picture(life, view.lang)
    option = life_option(life, view.lang, picture.description, highest)
    chart_card(view, picture, option, command(life), python(life))
    text("h4", _("What happened"))
    events = event_lines(life, view.lang)
    if not events:
        text("p", _("Nothing that changed its situation."))
    with box("ol", css="events"):
        for line in events:
            text("li", line)
    with details(_("Quarter by quarter, with its reasons")):
        show_table(reasons_table(life, name, view.lang))
    with details(_("Year by year in words")):
        for part in life_text(life, view.lang).split("\n\n")[1:]:
            text("p", part.replace("\n  ", " "))


def command(life: LifeOfFirm) -> str:
    """The same life from the command line."""
    first, last = life.quarters[0].year, life.quarters[-1].year
    return (
        f"smartmix explain --mix {life.mix} --firm {life.firm_id} --draw {life.draw} --firms {life.firms} "
        f"--from {first} --until {last} --seed {life.seed} --future {life.future}"
    )


def python(life: LifeOfFirm) -> str:
    """The same life in Python."""
    first, last = life.quarters[0].year, life.quarters[-1].year
    return (
        f"import smartmix as sm\n\nlife = sm.explain({life.mix!r}, {life.firm_id}, {life.draw}, "
        f"firms={life.firms}, "
        f"first_year={first}, last_year={last}, seed={life.seed}, future={life.future!r})\nlife.quarters"
    )
