"""The life of one firm as a figure: what pulled at it, what it did, what happened."""

from pathlib import Path
from textwrap import fill
from typing import Any

from experiments.life import LifeOfFirm
from results.figure_style import write_axis
from results.language import translator
from results.life.life import event_words, motive_names
from results.words import short_name
from simulation.problems import InputProblem

#: Colours that stay apart for colour-blind readers (Okabe and Ito); hatches tell them apart without colour.
_LOOK = {
    "normative": ("#0072B2", ""),
    "social": ("#56B4E9", "//"),
    "oblige": ("#D55E00", ""),
    "condition": ("#E69F00", "\\\\"),
    "entice": ("#009E73", ".."),
    "cost": ("#555555", ""),
    "rivals": ("#AAAAAA", "xx"),
}
#: Characters of a label beside the events.
_LINE = 48
SUFFIXES = (".svg", ".png")


def check_figure(path: Path) -> None:
    """Raise InputProblem when a figure cannot have this name."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputProblem(
            "--figure: found {found}; allowed: a name that ends in {allowed}",
            found=path.name,
            allowed=", ".join(SUFFIXES),
        )


def life_figure(life: LifeOfFirm, lang: str) -> Any:
    """A matplotlib Figure of three rows that share their years."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    _ = translator(lang)
    kinds = len({event_words(event, lang) for quarter in life.quarters for event in quarter.events})
    events_height = 0.6 + 0.3 * kinds
    figure = Figure(figsize=(10.5, 7 + events_height), layout="constrained")
    motives, does, happens = figure.subplots(3, 1, sharex=True, height_ratios=[3.5, 3.5, events_height])
    times = [quarter.year + (quarter.quarter - 1) / 4 for quarter in life.quarters]
    _motives(motives, life, times, lang)
    for name, key, style in (
        (_("commitment"), "commitment", ("#0072B2", "-")),
        (_("practice"), "practice_mean", ("#009E73", "-")),
        (_("reported"), "reported_mean", ("#D55E00", "--")),
    ):
        values = [100 * quarter.did[key] for quarter in life.quarters]
        does.plot(times, values, color=style[0], linestyle=style[1], label=name)
    endorsing = [quarter.did["endorses"] > 0 for quarter in life.quarters]
    does.fill_between(times, 0, 100, where=endorsing, step="post", color="#0072B2", alpha=0.08, label=_("endorses"))
    does.set(ylabel=_("% of the most possible"), ylim=(0, 100))
    does.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=8)
    _events(happens, life, times, lang)
    first, last = life.quarters[0].year, life.quarters[-1].year
    happens.set(xlabel=_("year"), xticks=range(first, last + 2, 1 if last - first < 8 else 2), xlim=(first, last + 1))
    name = short_name(life.mix, life.mix_name, lang)
    title = _("Firm {firm} under {mix}, draw {draw}: an imagined firm, not a forecast")
    motives.set_title(title.format(firm=life.firm_id, mix=name, draw=life.draw), fontsize=10, loc="left")
    return figure


def _motives(axes: Any, life: LifeOfFirm, times: list[float], lang: str) -> None:
    """Pulls towards commitment above the line, pulls away from it below."""
    _ = translator(lang)
    names = motive_names(lang)
    above, below = [0.0] * len(times), [0.0] * len(times)
    for key, (colour, hatch) in _LOOK.items():
        pulls = [quarter.pulls[key] for quarter in life.quarters]
        base = [a if pull >= 0 else b for pull, a, b in zip(pulls, above, below, strict=True)]
        axes.bar(
            times,
            pulls,
            0.25,
            base,
            align="edge",
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0,
            label=names[key],
        )
        above = [a + max(pull, 0.0) for a, pull in zip(above, pulls, strict=True)]
        below = [b + min(pull, 0.0) for b, pull in zip(below, pulls, strict=True)]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_ylabel(_("pull at commitment (log-odds)"))
    low, high = axes.get_ylim()
    write_axis(axes.yaxis, lang, 0 if high - low > 9 else 1 if high - low > 0.9 else 2)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=8)


def _events(axes: Any, life: LifeOfFirm, times: list[float], lang: str) -> None:
    """A row per kind of event, a mark per quarter in which it happened."""
    rows: dict[str, list[float]] = {}
    for time, quarter in zip(times, life.quarters, strict=True):
        for event in quarter.events:
            rows.setdefault(event_words(event, lang), []).append(time)
    for height, (words, moments) in enumerate(reversed(rows.items())):
        axes.plot(moments, [height] * len(moments), marker="D", linestyle="", color="black", markersize=4)
        axes.text(1.01, height, fill(words, _LINE), transform=axes.get_yaxis_transform(), fontsize=7, va="center")
    axes.set(yticks=range(len(rows)), ylim=(-0.5, max(len(rows), 1) - 0.5))
    axes.set_yticklabels([""] * len(rows))
    axes.grid(axis="y", linewidth=0.3)
