"""The life of one firm in plain words: a paragraph a year, and the quarters in which something happened."""

from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from experiments.life import LifeOfFirm, QuarterOfLife
from experiments.life_events import Event
from results.language import translator
from results.number_format import decimal, euros, percent
from results.words import full_name, own_rules_words, parameters_words, sector_names
from scenarios.shipped import load_law
from simulation.problems import InputProblem

FORMAT = 1
#: Pulls smaller than this (in log-odds) are not worth a word; 0.1 moves a share by at most 2.5 points.
SMALLEST_PULL = 0.1


def life_json(life: LifeOfFirm) -> dict[str, Any]:
    """The life as plain values, format 1 (docs/cli.md)."""
    left_out = {"figure"} if life.model else {"figure", "model"}
    names = {"mix_name": life.mix_name.model_dump(), "future_name": life.future_name.model_dump()}
    plain = asdict(life) | names
    return {"format": FORMAT, **{key: value for key, value in plain.items() if key not in left_out}}


def motive_names(lang: str) -> dict[str, str]:
    """What pulls at a firm's commitment, as `QuarterOfLife.pulls` names it (`start` is the level without motives)."""
    _ = translator(lang)
    return {
        "oblige": _("the law"),
        "condition": _("conditions"),
        "entice": _("money on offer"),
        "cost": _("cost"),
        "rivals": _("rivals without the law"),
        "normative": _("own norm"),
        "social": _("customers, peers and public"),
    }


def stage_name(stage: str, lang: str) -> str:
    """One firm's stage of maturity."""
    _ = translator(lang)
    return {"laggard": _("laggard"), "peloton": _("peloton"), "leader": _("leader")}[stage]


def law_name(law: str, lang: str) -> str:
    """A law's name; its id when it is not a shipped one."""
    try:
        return str(getattr(load_law(law).name, lang))
    except InputProblem:
        return law


def event_words(event: Event, lang: str) -> str:
    """One event as a short sentence."""
    _ = translator(lang)
    law = law_name(event.law, lang) if event.law else ""
    rungs = {
        "warning": _("a warning"),
        "order": _("an order under penalty"),
        "publication": _("publication"),
        "fine": _("a fine"),
    }
    sentences = {
        "law_announced": _("a law is announced for it: {law}"),
        "law_in_force": _("a law binds it from now on: {law}"),
        "law_ends": _("a law no longer holds for it (ended, replaced or put on hold): {law}"),
        "inspected": _("a supervisor or a court looks into it"),
        "warned": _("the supervisor finds too little: {detail} ({law})"),
        "sanctioned": _("it gets a sanction: {detail} ({law})"),
        "mended": _("it sets out to mend what was found, {detail}"),
        "helped": _("an adviser of the support office helps it"),
        "subsidised": _("it receives a subsidy"),
        "joined": _("it joins its sector's initiative"),
        "left_initiative": _("it leaves its sector's initiative"),
        "endorsed": _("it endorses the OECD Guidelines in public"),
        "withdrew": _("it withdraws its endorsement"),
        "published": _("it publishes a statement about due diligence"),
        "fell_silent": _("it no longer publishes a statement"),
        "stage": _("its stage becomes: {detail}"),
        "stayed_away": _("it stays away from government instruments because of their conditions"),
        "came_back": _("it uses government instruments again"),
        "left_supplier": _("it breaks off with a group of suppliers"),
    }
    detail = event.detail or ""
    words = rungs | {"paper": _("on paper"), "practice": _("in practice")}
    shown = stage_name(detail, lang) if event.kind == "stage" else words.get(detail, detail)
    return sentences[event.kind].format(law=law, detail=shown)


def life_text(life: LifeOfFirm, lang: str) -> str:
    """The whole life, ready to print."""
    lines = _heading(life, lang)
    for year in sorted({quarter.year for quarter in life.quarters}):
        lines += ["", *_year([quarter for quarter in life.quarters if quarter.year == year], lang)]
    return "\n".join(lines) + "\n"


def life_table(life: LifeOfFirm, lang: str) -> RenderableType:
    """The same for a notebook."""
    return Text(life_text(life, lang))


def _heading(life: LifeOfFirm, lang: str) -> list[str]:
    _ = translator(lang)
    traits = life.traits
    sizes = {"micro": _("micro"), "small": _("small"), "medium": _("medium-sized"), "large": _("large")}
    employees = decimal(traits["employees"], lang)
    more = [_("belongs to the firms of the 90% goal")] if traits["goal90"] else []
    more += [_("listed")] if traits["listed"] else []
    return [
        (
            _("Firm {firm}: {sector}, {size}, 1 working person, turnover {turnover} a year")
            if employees == "1"
            else _("Firm {firm}: {sector}, {size}, {employees} working persons, turnover {turnover} a year")
        ).format(
            firm=life.firm_id,
            sector=sector_names(lang)[traits["sector"]],
            size=sizes[traits["size"]],
            employees=employees,
            turnover=euros(traits["turnover_eur"], lang),
        )
        + "".join(f"; {part}" for part in more),
        _("Mix: {mix}. Future: {future}. Draw {draw}, seed {seed}, {firms} firms in the sample.").format(
            mix=full_name(life.mix, life.mix_name, lang),
            future=life.future_name.of(lang),
            draw=life.draw,
            seed=life.seed,
            firms=decimal(life.firms, lang),
        ),
        parameters_words(life.parameters, lang),
        *([own_rules_words(life.model, lang)] if life.model else []),
        _("An imagined firm in one draw: it shows how the model works and forecasts nothing about a real firm."),
    ]


def _year(quarters: list[QuarterOfLife], lang: str) -> list[str]:
    _ = translator(lang)
    last = quarters[-1]
    once = sum(quarter.cost["cost_one_off"] for quarter in quarters)
    yearly = sum(quarter.cost["cost_yearly"] for quarter in quarters)
    passed = sum(quarter.cost["cost_indirect"] for quarter in quarters)
    endorses = _("endorses") if last.did["endorses"] > 0 else _("does not endorse")
    lines = [
        _(
            "{year}: {stage}, {endorses}. Awareness {awareness}, commitment {commitment}, practice {practice}, "
            "reported {reported}."
        ).format(
            year=last.year,
            stage=stage_name(last.stage, lang),
            endorses=endorses,
            awareness=percent(last.perceived["awareness"], lang),
            commitment=percent(last.did["commitment"], lang),
            practice=percent(last.did["practice_mean"], lang),
            reported=percent(last.did["reported_mean"], lang),
        ),
        "  " + _("Reached by: {list}.").format(list=", ".join(_reached(quarters, lang)) or _("nothing")),
        "  "
        + _("It expects a sanction with a chance of {chance} a year.").format(
            chance=percent(last.perceived["perceived"], lang)
        ),
        *_moved(last, lang),
        "  " + " ".join(_stands(last, lang)),
        "  "
        + _("Cost in the year: {yearly} running, {once} one-off").format(
            yearly=euros(yearly, lang), once=euros(once, lang)
        )
        + (", " + _("{passed} passed down by customers").format(passed=euros(passed, lang)) if passed >= 0.5 else "")
        + ".",
    ]
    for quarter in quarters:
        for event in quarter.events:
            lines.append(f"  ► {quarter.year} Q{quarter.quarter}: {event_words(event, lang)}")
    return lines


def _reached(quarters: list[QuarterOfLife], lang: str) -> list[str]:
    _ = translator(lang)

    def most(name: str) -> float:
        return max(quarter.reached[name] for quarter in quarters)

    found = {
        _("information"): most("information") > 0,
        _("conditions on support it uses"): max(most("condition_contact"), most("assessed"), most("monitored")) > 0,
        _("conditions in procurement"): most("contracts") > 0,
        _("questions of customers"): most("asked") > 0.05,
        _("advice of the support office"): most("help") > 0.05,
        _("a subsidy"): most("subsidised") > 0,
        _("membership of the sector's initiative"): most("member") > 0,
        _("a duty to report"): most("report_duty") > 0,
        _("a due-diligence law in force"): most("in_force") > 0,
    }
    waits = quarters[-1].did["waiting_for_help"] > 0
    return [name for name, is_so in found.items() if is_so] + ([_("it waits for advice")] if waits else [])


def _stands(quarter: QuarterOfLife, lang: str) -> list[str]:
    """Whether it publishes, what it is able to do, and whether it meets the law that binds it."""
    _, did = translator(lang), quarter.did
    said = _("It publishes a statement.") if did["statement"] > 0 else _("It publishes no statement.")
    able = _("Its ability is {ability} of the most possible.").format(ability=percent(did["ability"], lang))
    if quarter.reached["in_force"] <= 0:
        return [said, able]
    real = _("It meets the law in practice.") if did["real"] > 0 else _("It meets the law on paper.")
    return [said, able, real if did["complies"] > 0 else _("It does not meet the law.")]


def _moved(quarter: QuarterOfLife, lang: str) -> list[str]:
    _ = translator(lang)
    names = motive_names(lang)
    pulls = sorted(((quarter.pulls[key], name) for key, name in names.items()), reverse=True)
    towards = [f"{name} ({decimal(pull, lang, 1, True)})" for pull, name in pulls if pull >= SMALLEST_PULL]
    away = [f"{name} ({decimal(pull, lang, 1, True)})" for pull, name in reversed(pulls) if pull <= -SMALLEST_PULL]
    return [
        "  "
        + _("Moved by: {towards}. Held back by: {away}. Together they support {supported} of commitment.").format(
            towards=", ".join(towards) or _("nothing"),
            away=", ".join(away) or _("nothing"),
            supported=percent(quarter.moved["supported"], lang),
        )
    ]
