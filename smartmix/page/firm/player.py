"""All firms of the 90% goal as dots by stage, a frame a quarter, to be played in the browser."""

import json
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np
from nicegui import ui

from results.figure_style import PlainTable
from results.language import Translate
from results.number_format import decimal
from results.words import stage_words
from simulation.vocabulary import FIRST_YEAR
from smartmix.page.firm.runs import STAGES, StagesOfFirms
from smartmix.page.parts.cards import take_along
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, details, markup, show_table, text

#: Dots in a row, and units of the drawing between two dots.
_COLUMNS, _STEP = 40, 10


def show_player(view: View, found: StagesOfFirms) -> None:
    """The dots, buttons and slider, a line that says the counts, and the counts by year as a table."""
    _ = view.words
    frames, rows = frames_of(found)
    names = {key: words.name for key, words in stage_words(view.lang).items()}
    text(
        "p",
        _(
            "A mark is a firm and stays in its place: firms that started as laggards stand first, leaders last. "
            "One draw: other draws give other numbers, and the page Compare shows their ranges."
        ),
    )
    title = _("Firms of the 90% goal by stage, one draw")
    with box("section", css="card player", aria_label=title):
        legend = "".join(
            f'<span class="key"><svg viewBox="0 0 10 10" width="16" height="16" aria-hidden="true">'
            f'<use href="#dot-{stage}"/></svg> {escape(names[stage])}</span>'
            for stage in STAGES
        )
        markup(legend, tag="p")
        drawing = markup(_drawing(len(rows), title))
        text("p", "", role="status", css="counts")
        markup(_controls(len(frames) - 1, _), css="row")
    with details(_("The numbers as a table")):
        show_table(counts_table(found, view.lang))
    world = found.world
    take_along(
        view,
        f"smartmix run {world.mix} --draw {world.draw} --firms {world.firms} --from {FIRST_YEAR} --until "
        f"{FIRST_YEAR + len(found.stages) // 4 - 1} --seed {world.seed} --future {world.future} --trajectory",
        f"import smartmix as sm\n\nrun = sm.run({world.mix!r}, {world.draw}, firms={world.firms}, "
        f"first_year={FIRST_YEAR}, last_year={FIRST_YEAR + len(found.stages) // 4 - 1}, seed={world.seed}, "
        f"future={world.future!r}, trajectory=True)\nrun.trajectory",
    )
    content = {
        "frames": frames,
        "first": FIRST_YEAR,
        "stages": list(STAGES),
        "start": found.start,
        "says": _("{year}, quarter {quarter}: {counts}"),
        "names": [names[stage] for stage in STAGES],
        "play": _("Play"),
        "pause": _("Pause"),
    }
    script = files("smartmix.page.firm").joinpath("player.js").read_text(encoding="utf-8")
    ui.run_javascript(f"({script.strip()})({drawing.id}, {json.dumps(content)})")


def frames_of(found: StagesOfFirms) -> tuple[list[str], Any]:
    """A text of digits per quarter (a digit per firm: its stage), and the rows of the firms in that order."""
    rows = np.flatnonzero(found.goal90)
    start, end = found.stages[found.start][rows], found.stages[-1][rows]
    rows = rows[np.lexsort((found.firm_id[rows], found.sector[rows], end, start))]
    return ["".join(map(str, quarter[rows])) for quarter in found.stages.astype(int)], rows


def counts_table(found: StagesOfFirms, lang: str) -> PlainTable:
    """Firms of the goal by stage at the end of each year."""
    from results.language import translator  # noqa: PLC0415

    _ = translator(lang)
    rows = np.flatnonzero(found.goal90)
    lines: list[list[str]] = []
    for quarter in range(3, len(found.stages), 4):
        counts = np.bincount(found.stages[quarter][rows], minlength=len(STAGES))
        lines.append([str(FIRST_YEAR + quarter // 4), *(decimal(int(count), lang) for count in counts)])
    names = {key: words.name for key, words in stage_words(lang).items()}
    return PlainTable(
        _("Firms of the 90% goal by stage at the end of the year, one draw"),
        [_("year"), *(names[stage] for stage in STAGES)],
        lines,
    )


def _drawing(firms: int, title: str) -> str:
    high = -(-firms // _COLUMNS) * _STEP
    dots = "".join(
        f'<use x="{n % _COLUMNS * _STEP}" y="{n // _COLUMNS * _STEP}" width="{_STEP}" height="{_STEP}"/>'
        for n in range(firms)
    )
    return (
        f'<svg class="dots" viewBox="0 0 {_COLUMNS * _STEP} {high}" role="img" aria-label="{escape(title)}">'
        '<defs><symbol id="dot-laggard" viewBox="0 0 10 10"><path d="M5 1.4 9 8.6H1z" fill="#fff" stroke="#A34700" '
        'stroke-width="1.2"/></symbol><symbol id="dot-peloton" viewBox="0 0 10 10"><rect x="1.8" y="1.8" width="6.4" '
        'height="6.4" fill="#9a9a9a"/></symbol><symbol id="dot-leader" viewBox="0 0 10 10"><circle cx="5" cy="5" '
        f'r="3.9" fill="#154273"/></symbol></defs>{dots}</svg>'
    )


def _controls(last: int, _: Translate) -> str:
    return (
        f'<button type="button" class="primary play">{escape(_("Play"))}</button>'
        f'<button type="button" class="back">{escape(_("Step back"))}</button>'
        f'<button type="button" class="on">{escape(_("Step forward"))}</button>'
        f'<label class="control dial">{escape(_("Quarter"))}'
        f'<input type="range" min="0" max="{last}" step="1" value="0"></label>'
    )
