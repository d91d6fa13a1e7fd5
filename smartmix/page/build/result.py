"""What a mix of the user's own does: a sentence, what is not clear, charts, and in what it differs from its start."""

from experiments.compare import Comparison
from results.compare.conclusion import conclusion
from results.compare.figure_lines import lines_picture
from results.compare.reproduce import command_line, python_lines
from results.compare.worlds import by_world
from results.figure_style import PlainTable
from results.language import translator
from results.mixes.dial_words import field_name
from results.mixes.differences import differing_fields
from results.queries import Query, ask, last_year, others
from results.traced import Numbers, Sentence, Subject, difference
from results.words import baseline_words, full_name, group_words, indicator_words
from scenarios.mix_format import Mix
from simulation.vocabulary import FIRST_YEAR
from smartmix.page.build.effect import LOOKS, Reason
from smartmix.page.parts import choices
from smartmix.page.parts.cards import chart_card
from smartmix.page.parts.charts import lines_option
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, text

#: Charts of the preview.
INDICATORS = ("practice", "paper_gap", "endorsement", "burden_share_turnover")
#: Indicators of which the page says whether a difference is clear.
_SAID = ("practice", "paper_gap", "endorsement")


def answer(view: View, comparison: Comparison) -> None:
    """The answer in a sentence, and what is not clear."""
    for sentence in conclusion(comparison, view.lang, most=1):
        text("p", sentence.text, css="lead")
    group = choices.chosen_group(view.address, view.lang)
    for mix in others(comparison):
        if (unclear := not_clear(comparison, mix, group, view.lang)) is not None:
            text("p", unclear.text, css="callout")


def charts(view: View, comparison: Comparison, files: dict[str, str]) -> None:
    """All charts; `files` says which mixes (by id) stand in a file of which name."""
    _ = view.words
    group = choices.chosen_group(view.address, view.lang)
    with box("div", css="cards"):
        for indicator in INDICATORS:
            picture = lines_picture(comparison, indicator, group, view.lang)
            option = lines_option(comparison, indicator, group, view.lang, picture.description)
            command, python = commands(comparison, files)
            chart_card(view, picture, option, command, python)
    text("p", _("Burden: indicative, no measurement by the Handbook."), css="note")


def not_clear(comparison: Comparison, mix: str, group: str, lang: str) -> Sentence | None:
    """By world the indicators of which the range of the difference with the baseline includes zero in the last year."""
    n, year, _ = Numbers(comparison, lang), last_year(comparison), translator(lang)

    def unclear(inside: Subject, numbers: Numbers) -> str:
        found: list[str] = []
        for indicator in _SAID:
            ends = (Query("differences", mix, indicator, group, year, part) for part in ("p05", "p95"))
            low, high = (ask(inside.comparison, query) for query in ends)
            if low is not None and high is not None and low <= 0.0 <= high:
                name = indicator_words(lang)[indicator].name
                found.append(f"{name} {difference(numbers, mix, indicator, group, year)}")
        return ", ".join(found) or _("nothing")

    listed = by_world(Subject(comparison, lang, [mix]), n, unclear)
    if listed == _("nothing"):
        return None
    return n.sentence(
        _(
            "No clear effect ({group}, {year}): the range of the difference with {baseline}, in percentage points, "
            "includes zero for: {listed}."
        ),
        group=group_words(lang)[group].name,
        year=year,
        baseline=baseline_words(comparison, lang),
        listed=listed,
    )


def commands(comparison: Comparison, files: dict[str, str]) -> tuple[str, str]:
    """The command line and the lines of Python that do the same with the mixes of one's own as files."""
    command, python = command_line(comparison), python_lines(comparison)
    for mix, file in files.items():
        command = " ".join(file if word == mix else word for word in command.split(" "))
        python = python.replace(f"'{mix}'", f"'{file}'")
    return command, python


def differences_table(start: Mix, mix: Mix, lang: str) -> PlainTable | None:
    """In what the mix differs from its start, in words; None where in nothing."""
    _ = translator(lang)
    lines: list[list[str]] = []
    gone = [name for name in start.instruments if name not in mix.instruments]
    new = [name for name in mix.instruments if name not in start.instruments]
    for name in (*gone, *new):
        item = start.instruments.get(name) or mix.instruments[name]
        words = (_("in the mix"), _("off")) if name in gone else (_("not in the mix"), _("added"))
        lines.append([str(getattr(item.name, lang)), _("whole instrument"), *words])
    lines += [
        [row.title, row.field, row.before, row.after]
        for row in differing_fields(start, mix, lang)
        if row.key not in (*gone, *new)
    ]
    if not lines:
        return None
    caption = _("What differs from {start}").format(start=full_name(start.id, start.name, lang))
    return PlainTable(caption, [_("instrument"), _("dial"), _("start mix"), _("your mix")], lines)


def overtaken_line(mix: Mix, name: str, count: int, lang: str) -> str:
    """`Broad law: in 7 of 10 futures EU law comes first: …`"""
    _ = translator(lang)
    said = _(
        "{law}: in {futures} EU law comes first: once the EU proposes or adopts such a law, the national one stops "
        "(S-109). There your dials of this law do little or nothing."
    )
    return said.format(law=getattr(mix.instruments[name].name, lang), futures=_futures(count, lang))


def _futures(count: int, lang: str) -> str:
    """`7 of 10 futures`, in tens where that says as much."""
    _ = translator(lang)
    parts = (count // 2, LOOKS // 2) if count % 2 == 0 else (count, LOOKS)
    return _("{count} of {all} futures").format(count=parts[0], all=parts[1])


def why_words(reason: Reason, last: int, lang: str) -> str:
    """A reason in words."""
    _ = translator(lang)
    return {
        "equal": _("it is equal to what the start mix has"),
        "strength": _("the instrument has strength 0"),
        "late": _("it starts after {year}, the last year that is computed").format(year=last),
        "never": _("the mix lets the law never come into force"),
        "overtaken": _(
            "in {futures} EU law comes first, and in the others it starts too late: a national bill freezes or lapses "
            "once the EU proposes or adopts such a law (S-109)"
        ).format(futures=_futures(reason.first, lang))
        if reason.first < LOOKS
        else _(
            "in {futures} EU law comes first: a national bill freezes or lapses once the EU proposes or adopts such a "
            "law (S-109)"
        ).format(futures=_futures(reason.first, lang)),
        "covered": _("another instrument sets the same dial and has the higher order"),
        "same": _("it leaves every dial that firms can notice the same up to {year}").format(year=last),
    }[reason.why]


def reason_line(reason: Reason, mix: Mix, start: Mix, last: int, lang: str) -> str:
    """`No effect: 5 RBC support office, advisers: the instrument has strength 0.`"""
    _ = translator(lang)
    name, _dot, path = reason.key.partition(".")
    item = mix.instruments.get(name) or start.instruments.get(name)
    title = str(getattr(item.name, lang)) if item is not None else name
    what = f"{title}, {field_name(path, lang).split(' (')[0].lower()}" if path else title
    return _("No effect: {what}: {why}.").format(what=what, why=why_words(reason, last, lang))


def quarter_words(quarter: int) -> str:
    """`2021 Q3`, as the controls have it."""
    return f"{FIRST_YEAR + quarter // 4} Q{quarter % 4 + 1}"
