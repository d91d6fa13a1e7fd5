"""The table of a validation for a terminal: verdict, facts, laws left out, what the test sees, results and signs."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from calibration.validation_result import FactCheck, Validation
from results.by_width import ByWidth
from results.language import translator
from results.number_format import decimal, percent
from results.validation.words import (
    fact_texts,
    held_out_text,
    left_out_summary,
    left_out_texts,
    misses_text,
    power_summary,
    result_texts,
    sign_texts,
    signs_summary,
    verdict,
    verdict_lines,
)

#: Widths in characters of the columns after the first, which takes what is left.
_FACT_WIDTHS = (15, 16, 16, 9, 7, 8)
_POWER_WIDTHS, _LEFT_OUT_WIDTHS, _RESULT_WIDTHS = (15, 16, 26), (11, 14, 9, 8), (18, 18, 8)
_SIGN_ID, _SIGN_WIDTHS = 6, (6, 6, 21)


def fact_heads(lang: str) -> list[str]:
    """Heads of the columns of a table of facts."""
    _ = translator(lang)
    return [_("fact"), _("measured"), _("prior"), _("posterior"), _("inside"), _("tail"), _("width")]


def power_heads(lang: str) -> list[str]:
    """Heads of the columns of a table of what the joint test can see."""
    _ = translator(lang)
    return [_("fact"), _("measured"), _("never seen"), _("would have failed")]


def left_out_heads(lang: str) -> list[str]:
    """Heads of the columns of a table of laws left out."""
    _ = translator(lang)
    return [_("fact"), _("measured"), _("predicted"), _("inside"), _("width")]


def result_heads(lang: str) -> list[str]:
    """Heads of the columns of a table of results."""
    _ = translator(lang)
    return [_("result"), _("prior"), _("posterior"), _("rests on")]


def sign_heads(lang: str) -> list[str]:
    """Heads of the columns of a table of signs."""
    _ = translator(lang)
    return [_("sign"), _("prior"), _("post."), ""]


def notes(validation: Validation, lang: str) -> list[str]:
    """How to read the columns."""
    _ = translator(lang)
    thresholds = validation.thresholds
    return [
        _(
            "measured: with one standard deviation of the error of measuring. prior, posterior: range 5–95 of "
            "what would "
            "have been measured, before and after the calibration."
        ),
        _(
            "tail: chance under the posterior of a value at least as far out, on both sides. width: posterior "
            "range divided "
            "by prior range; 1 means that the evidence taught nothing here, and a range that holds anything "
            "proves nothing."
        ),
        _(
            "never seen: range 5–95 in a country and under an observer of which nothing was measured. would have "
            "failed: measured values for which the joint test would not have been passed, all other facts as they are."
        ),
        _(
            "rests on: prior where the calibration leaves a result as it was before, as far as these draws can tell; "
            "no fact speaks to it then. Results are differences in percentage points with the policy of 2020."
        ),
        _(
            "sign: chance that it holds in a draw. built in: above {built_in} under the prior, so the rules give "
            "it. FAILED: "
            "below {failing} under the posterior; docs/validation.md says why."
        ).format(
            built_in=percent(thresholds.built_in.value, lang, 0), failing=percent(thresholds.failing.value, lang, 0)
        ),
    ]


def head_lines(validation: Validation, lang: str) -> list[str]:
    """What was done."""
    _ = translator(lang)
    return [
        _("Validation: what the model says beside what was measured"),
        _(
            "{prior} candidates of the prior, {posterior} of the posterior {id}; signs on {draws} draws of each "
            "with {firms} "
            "firms; seed {seed}."
        ).format(
            prior=decimal(validation.simulated[0], lang),
            posterior=decimal(validation.simulated[1], lang),
            id=validation.posterior[:8],
            draws=decimal(validation.sign_draws, lang),
            seed=validation.seed,
            firms=decimal(validation.firms, lang) if isinstance(validation.firms, int) else validation.firms,
        ),
    ]


def validation_table(validation: Validation, lang: str) -> RenderableType:
    """The whole table for a terminal of any width."""
    return ByWidth(lambda width: _table(validation, lang, width))


def _table(validation: Validation, lang: str, width: int) -> RenderableType:
    _ = translator(lang)
    title, done = head_lines(validation, lang)
    style = "bold green" if validation.is_met else "bold red"
    parts: list[RenderableType] = [Text(title, style="bold"), Text(done), Text("")]
    parts += [Text(verdict(validation, lang), style=style), *(Text(line) for line in verdict_lines(validation, lang))]
    parts += [Text(""), *(Text(line) for line in misses_text(validation, lang))]
    parts += [Text(""), Text(_("Facts used in the calibration"), style="bold"), _facts(validation.facts, lang, width)]
    parts += [Text(""), Text(_("Facts held out"), style="bold"), Text(held_out_text(validation.joint_held_out, lang))]
    if validation.held_out:
        parts.append(_facts(validation.held_out, lang, width))
    if validation.left_out:
        parts += [Text(""), Text(_("One law left out"), style="bold")]
        parts += [Text(left_out_summary(validation.left_out, lang)), _left_out(validation, lang, width)]
    if any(check.power for check in validation.facts):
        parts += [Text(""), Text(_("What the joint test can see, and a country never seen"), style="bold")]
        parts += [Text(power_summary(validation, lang)), _power(validation, lang, width)]
    if validation.results:
        parts += [Text(""), Text(_("Does any fact speak to these results?"), style="bold")]
        parts.append(_results(validation, lang, width))
    for label, heading in (
        ("empirical", _("Signs that were observed (they count)")),
        ("expected", _("Signs expected in advice (they do not count)")),
    ):
        parts += [Text(""), Text(heading, style="bold"), _signs(validation, label, lang, width)]
    parts += [Text(""), Text(signs_summary(validation, lang))]
    return Group(*parts, Text(""), *(Text(line, style="dim") for line in notes(validation, lang)))


def _plain(first: int, widths: tuple[int, ...]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=first - 1, overflow="fold")
    for width in widths:
        table.add_column(width=width - 1, justify="right", overflow="fold")
    return table


def _facts(checks: tuple[FactCheck, ...], lang: str, width: int) -> Table:
    table = _plain(max(24, width - sum(_FACT_WIDTHS)), _FACT_WIDTHS)
    table.add_row(*(Text(head, style="dim") for head in fact_heads(lang)))
    for check, text in zip(checks, fact_texts(checks, lang), strict=True):
        style = "" if check.prediction.inside else "bold"
        cells = (text.name, text.measured, text.prior, text.posterior, text.inside, text.tail, text.width)
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _power(validation: Validation, lang: str, width: int) -> Table:
    texts = fact_texts((*validation.facts, *validation.held_out), lang)
    rows = [(text.name, text.measured, text.unseen, text.fails) for text in texts]
    return _filled(_POWER_WIDTHS, power_heads(lang), rows, width)


def _left_out(validation: Validation, lang: str, width: int) -> Table:
    table = _filled(_LEFT_OUT_WIDTHS, left_out_heads(lang), [], width)
    for one, text in zip(validation.left_out, left_out_texts(validation, lang), strict=True):
        style = "" if one.is_inside else "bold"
        cells = (text.name, text.measured, text.range, text.inside, text.width)
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _results(validation: Validation, lang: str, width: int) -> Table:
    rows = [(text.name, text.prior, text.posterior, text.rests_on) for text in result_texts(validation.results, lang)]
    return _filled(_RESULT_WIDTHS, result_heads(lang), rows, width)


def _filled(widths: tuple[int, ...], heads: list[str], rows: Sequence[tuple[str, ...]], width: int) -> Table:
    table = _plain(max(24, width - sum(widths)), widths)
    for cells, style in ((heads, "dim"), *((row, "") for row in rows)):
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _signs(validation: Validation, label: str, lang: str, width: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=_SIGN_ID - 1)
    table.add_column(width=max(40, width - _SIGN_ID - sum(_SIGN_WIDTHS)) - 1, overflow="fold")
    for column in _SIGN_WIDTHS:
        table.add_column(width=column - 1, justify="right", overflow="fold")
    table.add_row(*(Text(head, style="dim") for head in ("", *sign_heads(lang))))
    for text in sign_texts(validation.signs, label, lang):
        table.add_row(text.id, text.statement, text.prior, text.posterior, text.marks)
    return table
