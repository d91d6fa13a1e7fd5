"""Names and one-line meanings, in the chosen language, of what results speak about."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from experiments.compare import Comparison, mix_of
from experiments.settings import CompareSettings
from experiments.study import Result
from results.language import translator
from results.number_format import day_words
from results.shipped_names import shipped_full_names, shipped_short_names
from scenarios.library import list_mixes, load_future
from simulation.indicator_rows import REACH, ROWS
from simulation.parameters import registry
from simulation.problems import InputProblem
from simulation.vocabulary import SECTORS

#: The mix of existing policy.
REFERENCE = "reference-2020"
#: Letters of a short name that people gave themselves.
_SHORT_OWN = 32


class Words(NamedTuple):
    """A name and what it means in one line."""

    name: str
    meaning: str


@cache
def indicator_words(lang: str) -> dict[str, Words]:
    """Every indicator of a run, and those that are worked out over draws (simulation/indicators.yaml)."""
    return {key: Words(row.name[lang], row.meaning[lang]) for key, row in ROWS.items()}


@cache
def instrument_names(lang: str) -> dict[str, str]:
    """Instruments of which the reach is recorded."""
    return {key: name[lang] for key, name in REACH.items()}


def parameter_name(name: str, lang: str) -> str:
    """As docs/parameters.md calls it, up to an explanation in brackets or after a colon; another name as it is."""
    known = registry().get(name)
    if known is None:
        return name
    return str(getattr(known, lang)).partition(" (")[0].partition(": ")[0]


def quoted(text: str, lang: str) -> str:
    """A name that is a phrase, so that a sentence around it can be read."""
    return ("‘{}’" if lang == "nl" else "“{}”").format(text)


def listed_name(name: str, lang: str) -> str:
    """A name as it stands among others: quoted where it has a comma of its own (`Mix 2, from 2027`)."""
    return quoted(name, lang) if "," in name else name


def joined(names: list[str], lang: str) -> str:
    """`a, b and c`."""
    _, told = translator(lang), [listed_name(name, lang) for name in names]
    if len(told) < 2:
        return "".join(told)
    return _("{first} and {last}").format(first=", ".join(told[:-1]), last=told[-1])


def theme_words(lang: str) -> dict[str, str]:
    """The themes of the parameters; files keep their codes."""
    _ = translator(lang)
    return {
        "start": _("state in 2012"),
        "awareness": _("awareness"),
        "motives": _("motives"),
        "commitment": _("commitment"),
        "embedding": _("embedding"),
        "requirements": _("requirements"),
        "statements": _("statements"),
        "supervision": _("supervision"),
        "instruments": _("instruments"),
        "chain": _("chain"),
        "cost": _("cost"),
        "government": _("government"),
    }


@cache
def stage_words(lang: str) -> dict[str, Words]:
    """The maturity groups by name of their indicator's ending (S-011 to S-013)."""
    _ = translator(lang)
    return {
        "laggard": Words(_("laggards"), _("no policy in line with the OECD Guidelines and little reason to make one")),
        "peloton": Words(_("peloton"), _("react to incentives from outside; few have a full policy")),
        "leader": Words(_("leaders"), _("a policy that is applied, tested and developed")),
    }


@cache
def sector_names(lang: str) -> dict[str, str]:
    """The 13 high-risk sectors (S-007) and the rest."""
    _ = translator(lang)
    names = (
        _("construction"),
        _("chemicals"),
        _("retail"),
        _("electronics"),
        _("energy"),
        _("finance"),
        _("wholesale"),
        _("wood and paper"),
        _("agriculture"),
        _("metal"),
        _("oil and gas"),
        _("textiles"),
        _("food"),
        _("other sectors"),
    )
    return dict(zip(SECTORS, names, strict=True))


@cache
def group_words(lang: str) -> dict[str, Words]:
    """Every group of firms of the indicators."""
    _ = translator(lang)
    fixed = _("the group does not change when a firm moves")
    words = {
        "all": Words(_("all firms"), _("all firms that trade abroad")),
        "goal90": Words(
            _("firms of the 90% goal"), _("the large firms for which the public goal was set (S-002, S-020)")
        ),
        "large": Words(_("large firms"), _("250 working persons or more")),
        "medium": Words(_("medium-sized firms"), _("50 to 249 working persons")),
        "small": Words(_("small firms"), _("10 to 49 working persons")),
        "micro": Words(_("micro firms"), _("fewer than 10 working persons")),
        "started_laggard": Words(_("started as laggard"), fixed),
        "started_peloton": Words(_("started in the peloton"), fixed),
        "started_leader": Words(_("started as leader"), fixed),
        "goal90_started_laggard": Words(_("90% goal, started as laggard"), fixed),
        "goal90_started_peloton": Words(_("90% goal, started in the peloton"), fixed),
        "goal90_started_leader": Words(_("90% goal, started as leader"), fixed),
        "with_initiative": Words(_("sectors with an initiative"), _("a sector initiative existed when the mixes part")),
        "without_initiative": Words(_("sectors without one"), _("no sector initiative existed when the mixes part")),
        "in_scope": Words(_("under a law"), _("a due-diligence law or a duty to report binds the firm")),
        "out_of_scope": Words(_("under no law"), _("no due-diligence law or duty to report binds the firm")),
    }
    sector = _("all firms of the sector")
    return words | {f"sector:{key}": Words(name, sector) for key, name in sector_names(lang).items()}


def mix_names(comparison: Comparison, lang: str) -> dict[str, Words]:
    """Full name and description of each mix compared; a mix whose file is gone keeps its id."""
    result = dict[str, Words]()
    for mix in comparison.mixes:
        try:
            known: Any = mix_of(comparison, mix)
        except InputProblem:
            result[mix] = Words(mix, "")
            continue
        result[mix] = Words(full_name(mix, known.name, lang), getattr(known.description, lang))
    return result


def full_name(mix: str, name: Any, lang: str) -> str:
    """The name of a mix in a language; `name` holds it in both, as a file or a result does.

    The shipped reference is called what it is (`shipped_full_names`).
    """
    return shipped_full_names(lang).get(mix) or str(getattr(name, lang))


def short_names(comparison: Comparison, lang: str) -> dict[str, str]:
    """A name short enough for a column, or the id where two would be alike.

    Of a shipped mix that of `shipped_names`, or what stands before the comma; of one of people's own the name that
    they gave it.
    """
    return _each_once({mix: _short(mix, words.name, lang) for mix, words in mix_names(comparison, lang).items()})


def study_names(found: Result, lang: str) -> dict[str, str]:
    """The same for a study: of the names that it holds since it was made."""
    return _each_once({mix: short_name(mix, name, lang) for mix, name in found.mix_names.items()})


def study_name(found: Result, mix: str, lang: str) -> str:
    """The full name of a mix of a study."""
    return full_name(mix, found.mix_names[mix], lang)


def short_name(mix: str, name: Any, lang: str) -> str:
    """The same of one mix; `name` as in `full_name`."""
    return _short(mix, full_name(mix, name, lang), lang)


def _each_once(names: dict[str, str]) -> dict[str, str]:
    """Of two that are alike the ids."""
    found = list(names.values())
    return {mix: name if found.count(name) == 1 else mix for mix, name in names.items()}


def _short(mix: str, name: str, lang: str) -> str:
    if mix in list_mixes():
        return shipped_short_names(lang).get(mix) or name.split(",", maxsplit=1)[0]
    if len(name) > _SHORT_OWN and " + " in name:  # mixes added up: of each what stands before its comma
        name = " + ".join(part.split(",", maxsplit=1)[0] for part in name.split(" + "))
    if len(name) <= _SHORT_OWN:
        return name
    return f"{name[:_SHORT_OWN].rsplit(' ', 1)[0][: _SHORT_OWN - 1]}…"  # whole words as far as they fit


def baseline_words(comparison: Comparison, lang: str) -> str:
    """What a comparison is made with, in running text: existing policy, or the short name of another mix."""
    return in_running_text(comparison.summary.baseline, short_names(comparison, lang), lang)


def study_mix(found: Result, mix: str, lang: str) -> str:
    """A mix of a study in running text, its baseline or another."""
    return in_running_text(mix, study_names(found, lang), lang)


def in_running_text(mix: str, names: Mapping[str, str], lang: str) -> str:
    """A mix by its short name among `names`, of which that of existing policy begins with a capital."""
    _ = translator(lang)
    return _("existing policy") if mix == REFERENCE else names[mix]


def parameters_words(drawn_from: str, lang: str) -> str:
    """Whether parameters were drawn from the "posterior" or the "prior", as a sentence for headings."""
    _ = translator(lang)
    return {
        "posterior": _("Draws from the calibrated ranges (posterior)."),
        "prior": _("Draws from the uncalibrated ranges (prior)."),
    }[drawn_from]


def own_rules_words(model: dict[str, str], lang: str) -> str:
    """That rules of a user's own made a result; `model` is its file's name and hash, as a manifest has them."""
    _ = translator(lang)
    return _(
        "Made with rules of the user's own ({file}, sha256 {hash}): calibration and validation do not vouch for it."
    ).format(file=model["file"], hash=model["sha256"][:12])


def own_rules_lines(settings: CompareSettings, lang: str) -> list[str]:
    """The sentence of `own_rules_words` for results that own rules made; none for others."""
    return [own_rules_words(model, lang) for model in settings.own_rules.values()]


def future_words(comparison: Comparison, lang: str) -> Words:
    """Name of the future and whose knowledge it rests on."""
    _ = translator(lang)
    knowledge = {
        "ex-ante-2020": _("knowledge of 2020"),
        "as-happened": _("knowledge of today"),
        "no-eu-law": _("a what-if, not an expectation"),
    }
    name = str(comparison.manifest["future"])
    try:
        known: Any = load_future(str(comparison.manifest["settings"]["future"]))
    except InputProblem:
        return Words(name, knowledge.get(name, ""))
    checked = comparison.manifest.get("laws_checked")
    if name == "as-happened" and checked is not None:
        knowledge[name] = _("knowledge of today, laws as of {day}").format(day=day_words(str(checked), lang))
    return Words(str(getattr(known.name, lang)), knowledge.get(name, str(getattr(known.description, lang))))
