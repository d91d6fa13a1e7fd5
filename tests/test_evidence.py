"""Facts as data: one role each, argued spreads, errors refused in one line, measurement error as promised."""

import re
from pathlib import Path

import numpy as np
import pytest
import yaml
from docs_blocks import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.evidence import (
    FACTS_FILE,
    ROLES,
    draw_measured,
    draw_observation,
    evidence_fingerprint,
    fingerprint_of,
    load_facts,
    load_observation_parameters,
    read_facts,
    simulated_facts,
)
from calibration.evidence_page import PAGE, evidence_page
from calibration.measurement import binomial_quantile, normal_quantile, poisson_quantile
from calibration.observation_parameters import OBSERVATION_FILE, read_observation_parameters
from calibration.reachable import goal_shares
from calibration.statistic_names import STATISTICS
from results.language import say
from simulation.parameters import registry
from simulation.problems import InputProblem

FACTS = load_facts()
OBSERVED = load_observation_parameters()
#: Given out and never changed or used again: the number addresses the luck of an observation parameter.
NUMBERS = {
    "six_steps_reported": 1,
    "survey_threshold": 2,
    "survey_bias": 3,
    "survey_selection": 4,
    "benchmark_breadth": 5,
    "offset_spread": 6,
    "offset_germany": 7,
    "offset_france": 8,
    "offset_united_kingdom": 9,
    "german_threshold": 10,
    "french_plan_threshold": 11,
    "british_threshold": 12,
    "aware_threshold": 13,
    "ready_threshold": 14,
    "timber_threshold": 15,
    "survey_share_large": 16,
    "german_scope": 17,
    "offset_belgium": 18,
    "offset_australia": 19,
    "offset_california": 20,
    "australian_threshold": 21,
    "californian_threshold": 22,
    "offset_largest": 23,
    "benchmark_threshold": 24,
    "asked_level": 25,
    "asked_spread": 26,
    "maturity_breadth": 27,
}


def by_role(role: str) -> list[str]:
    return [fact.id for fact in FACTS if fact.role == role]


def test_every_statistic_has_one_fact() -> None:
    simulated = simulated_facts()
    assert sorted(fact.statistic for fact in simulated) == sorted(STATISTICS)
    roles = [fact.role for fact in simulated]
    assert roles == sorted(roles, key=["fit", "held_out"].index)
    assert {fact.role for fact in FACTS} == set(ROLES)
    assert {fact.pattern for fact in simulated if fact.role == "fit"} == {"T1", "T2", "T3", "T4", "T6", "T7"}


def test_what_the_design_holds_out_is_held_out() -> None:
    assert set(by_role("held_out")) == {
        "listed-committed-2016",
        "listed-aware-2016",
        "german-ready-2023",
        "timber-compliance-2017",
        "californian-disclosure-2016",
    }
    assert by_role("sign") == ["goal-not-reached"]
    # inspections per post are taken from the German checks, so those cannot be predicted
    assert set(by_role("input")) == {"reach-of-initiatives", "german-supervisor-posts", "german-checks-2023"}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_every_fact_is_named_and_argued_in_both_languages(fact) -> None:
    for texts in (fact.name, fact.argument):
        assert set(texts) == {"en", "nl"}
        assert texts["en"].strip() and texts["nl"].strip() and texts["en"] != texts["nl"]
    assert fact.low <= fact.value <= fact.high and fact.grade in ("measured", "estimated", "assumed")


def known_sources() -> set[str]:
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| ([SPKN]-\w+) \|", page, re.MULTILINE))


def test_every_source_is_listed() -> None:
    used = {source for entry in (*FACTS, *OBSERVED) for source in entry.sources}
    assert used <= known_sources()


def test_no_prior_rests_on_a_fact_held_out() -> None:
    held_out = {source for fact in FACTS if fact.role == "held_out" for source in fact.sources}
    priors = {p.name: p.sources for p in registry().values() if p.is_uncertain}
    priors |= {p.name: p.sources for p in OBSERVED if p.kind != "value"}
    found = {f"{name}: {source}" for name, sources in priors.items() for source in sources if source in held_out}
    assert not found


def test_shares_of_the_goal_make_t1_reachable() -> None:
    shares = goal_shares()
    assert sum(shares) == pytest.approx(1.0) and all(share > 0 for share in shares)
    value = {fact.statistic: fact.value for fact in FACTS}
    named = shares[0] * value["endorsement_finance_2019"] + shares[1] * value["endorsement_high_risk_2019"]
    assert 0 < (value["endorsement_2019"] - named) / shares[2] < 1


# ---- refusals


def changed(tmp_path: Path, source: Path, change) -> Path:
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    change(content)
    path = tmp_path / source.name
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def setting(fact: str, **values):
    def change(content) -> None:
        content["facts"][fact].update(values)

    return change


def without(fact: str, key: str):
    def change(content) -> None:
        del content["facts"][fact][key]

    return change


ONE, COUNT, SHARE = "endorsement-2017", "all-six-2019", "french-plans-2020"
WRONG = {
    "unknown key": (setting(ONE, sprad=0.1), [f"facts.{ONE}.sprad", "spread"]),
    "missing key": (without(ONE, "argument"), [f"facts.{ONE}.argument is missing"]),
    "missing language": (setting(ONE, name={"en": "x"}), [f"facts.{ONE}.name.nl is missing"]),
    "unknown role": (setting(ONE, role="held out"), [f"facts.{ONE}.role", "held out", "held_out", "sign"]),
    "unknown error": (setting(ONE, error="gauss"), [f"facts.{ONE}.error", "gauss", "normal"]),
    "unknown grade": (setting(ONE, grade="seen"), [f"facts.{ONE}.grade", "seen", "measured"]),
    "wrong statistic": (
        setting(ONE, statistic="endorsment_2017"),
        [f"facts.{ONE}.statistic", "'endorsment_2017'", "mean 'endorsement_2017'"],
    ),
    "no statistic": (without(ONE, "statistic"), [f"facts.{ONE}.statistic", "''", "allowed"]),
    "statistic of an input": (setting(ONE, role="input"), [f"facts.{ONE}.statistic", "input", "not simulated"]),
    "statistic twice": (
        setting("endorsement-2019", statistic="endorsement_2017"),
        ["facts.endorsement-2019.statistic", "endorsement_2017", f"facts.{ONE}"],
    ),
    "no source": (setting(ONE, sources=[]), [f"facts.{ONE}.sources", "at least one"]),
    "missing source": (without(ONE, "sources"), [f"facts.{ONE}.sources is missing"]),
    "malformed source": (setting(ONE, sources=["S-21"]), [f"facts.{ONE}.sources", "S-21", "S-021"]),
    "source is a word": (setting(ONE, sources=["EY"]), [f"facts.{ONE}.sources", "EY"]),
    "no spread": (setting(ONE, spread=0), [f"facts.{ONE}.spread", "found 0", "above 0"]),
    "negative spread": (setting(ONE, spread=-0.02), [f"facts.{ONE}.spread", "-0.02", "0 or more"]),
    "spread beyond what is possible": (setting(ONE, spread=1.5), [f"facts.{ONE}.spread", "1.5", "(1)"]),
    "spread in points": (setting(ONE, spread=2), [f"facts.{ONE}.spread", "found 2", "(1)"]),
    "spread is a text": (setting(ONE, spread="2%"), [f"facts.{ONE}.spread", "2%", "number"]),
    "spread is no number": (setting(ONE, spread=float("nan")), [f"facts.{ONE}.spread", "nan", "number"]),
    "value in per cent": (setting(ONE, value=30), [f"facts.{ONE}.value", "found 30", "0 to 1"]),
    "negative value": (setting(ONE, value=-0.3), [f"facts.{ONE}.value", "-0.3", "0 to 1"]),
    "value is true": (setting(ONE, value=True), [f"facts.{ONE}.value", "true", "number"]),
    "bounds the wrong way": (setting(ONE, low=1, high=0), [f"facts.{ONE}.low", "below high"]),
    "poisson without size": (setting(COUNT, size=0), [f"facts.{COUNT}.size", "found 0", "poisson"]),
    "binomial without size": (without(SHARE, "size"), [f"facts.{SHARE}.size", "found 0", "binomial"]),
    "half a firm": (setting(SHARE, size=264.5), [f"facts.{SHARE}.size", "264.5", "whole"]),
    "more firms than there are": (setting(COUNT, high=900), [f"facts.{COUNT}.high", "900", "700"]),
    "binomial of a count": (setting(SHARE, high=265), [f"facts.{SHARE}.high", "265", "1 or less"]),
    "T1 out of reach": (setting("endorsement-2019", value=0.9), ["endorsement_2019", "found 0.9", "0.179 to 0.619"]),
    "T1 below reach": (setting("endorsement-2019", value=0.02), ["endorsement_2019", "found 0.02", "0.179"]),
    "newer format": (lambda content: content.update(format=2), ["format", "2", "newer", "1"]),
    "no format": (lambda content: content.pop("format"), ["format is missing"]),
    "no facts": (lambda content: content.update(facts={}), ["facts"]),
    "a list of facts": (lambda content: content.update(facts=[1]), ["facts", "keys with values"]),
    "a fact without keys": (lambda content: content["facts"].update({ONE: 0.3}), [f"facts.{ONE}", "keys with values"]),
    "id with a capital": (
        lambda content: content["facts"].update(T1=content["facts"].pop(ONE)),
        ["T1", "small letters"],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_facts_are_refused_in_one_line(case: str, tmp_path: Path) -> None:
    change, parts = WRONG[case]
    with pytest.raises(InputProblem) as refused:
        read_facts(changed(tmp_path, FACTS_FILE, change))
    for lang in ("en", "nl"):
        line = say(refused.value, lang)
        assert "\n" not in line and line.startswith("facts.yaml: ")
    for part in parts:
        assert part in str(refused.value)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("format: 1\nfacts: {a: {role: fit}, a: {role: fit}}\n", "the key a is written twice"),
        ("format: 1\nfacts: [\n", "not readable as YAML"),
        ("", "holds no keys"),
        ("- 1\n", "holds no keys"),
    ],
)
def test_files_that_are_no_facts_are_refused(text: str, part: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem, match=part):
        read_facts(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="cannot be read"):
        read_facts(tmp_path / "facts.yaml")


def entry(name: str, **values):
    def change(content) -> None:
        content["observation"][name].update(values)

    return change


WRONG_OBSERVATION = {
    "unknown kind": (
        entry("survey_bias", prior={"kind": "beta", "low": 0, "high": 1}),
        ["observation.survey_bias.prior", "beta", "uniform"],
    ),
    "value and prior": (entry("survey_bias", value=0.1), ["observation.survey_bias", "value", "prior"]),
    "empty range": (
        entry("survey_bias", prior={"kind": "uniform", "low": 0.2, "high": 0.2}),
        ["observation.survey_bias.prior.low", "0.2", "below high"],
    ),
    "no spread": (
        entry("offset_france", prior={"kind": "normal", "mean": 0, "sd": 0}),
        ["observation.offset_france.prior", "0"],
    ),
    "number twice": (entry("survey_bias", number=1), ["survey_bias.number", "1", "six_steps_reported"]),
    "malformed source": (entry("survey_bias", sources=["P-Z1"]), ["survey_bias.sources", "P-Z1"]),
    "newer format": (lambda content: content.update(format=7), ["format 7", "newer"]),
}


@pytest.mark.parametrize("case", WRONG_OBSERVATION)
def test_wrong_observation_parameters_are_refused_in_one_line(case: str, tmp_path: Path) -> None:
    change, parts = WRONG_OBSERVATION[case]
    with pytest.raises(InputProblem) as refused:
        read_observation_parameters(changed(tmp_path, OBSERVATION_FILE, change))
    for lang in ("en", "nl"):
        assert "\n" not in say(refused.value, lang)
    for part in parts:
        assert part in str(refused.value)


# ---- fingerprint


def reordered(content):
    """The same content with every mapping written backwards."""
    if isinstance(content, dict):
        return {key: reordered(content[key]) for key in reversed(content)}
    return [reordered(value) for value in content] if isinstance(content, list) else content


def test_fingerprint_follows_content_only(tmp_path: Path) -> None:
    shipped = fingerprint_of([FACTS_FILE])

    def found(change) -> str:
        folder = tmp_path / "evidence"
        folder.mkdir(exist_ok=True)
        return fingerprint_of([changed(folder, FACTS_FILE, change)])

    assert re.fullmatch("[0-9a-f]{16}", shipped) and re.fullmatch("[0-9a-f]{16}", evidence_fingerprint())
    assert found(lambda content: None) == shipped
    assert found(lambda content: content.update(facts=reordered(content["facts"]))) == shipped
    assert found(setting(ONE, low=0.0)) == shipped  # 0 and 0.0 are one number
    assert found(setting(ONE, name={"en": "a", "nl": "b"})) == shipped  # a better sentence changes no number
    for values in ({"value": 0.31}, {"spread": 0.021}, {"role": "held_out"}, {"sources": ["S-021"]}, {"size": 600}):
        assert found(setting(ONE, **values)) != shipped
    assert found(lambda content: content["facts"].pop(ONE)) != shipped


# ---- measurement error


@settings(max_examples=60, deadline=None)
@given(share=st.floats(0, 1), first=st.floats(1e-9, 1 - 1e-9), second=st.floats(1e-9, 1 - 1e-9))
def test_more_luck_never_measures_less(share: float, first: float, second: float) -> None:
    facts = simulated_facts()
    expected = np.array([fact.low + share * (fact.high - fact.low) for fact in facts])
    low, high = (draw_measured(facts, expected, np.full(len(facts), u)) for u in sorted((first, second)))
    assert (low <= high).all()
    assert all(fact.low <= x <= fact.high for fact, x in zip(facts, low, strict=True))


def test_measurement_has_no_bias_and_the_spread_that_was_argued() -> None:
    facts, draws = simulated_facts(), 4000
    expected = np.array([fact.value for fact in facts])
    grid = np.tile((np.arange(draws)[:, None] + 0.5) / draws, (1, len(facts)))
    found = draw_measured(facts, np.tile(expected, (draws, 1)), grid)
    for k, fact in enumerate(facts):
        chance = {"normal": 0.0, "poisson": fact.value, "binomial": fact.value * (1 - fact.value) / max(fact.size, 1)}
        spread = fact.spread + np.sqrt(chance[fact.error])
        if min(fact.value - fact.low, fact.high - fact.value) < 3 * spread:
            continue  # held to its end, where it must lean inwards
        assert found[:, k].mean() == pytest.approx(fact.value, abs=0.03 * spread)
        assert found[:, k].std() == pytest.approx(spread, rel=0.05)


def test_one_candidate_is_measured_as_many_are() -> None:
    facts = simulated_facts()
    expected = np.array([fact.value for fact in facts])
    uniform = np.random.default_rng(1).random((3, len(facts)))
    many = draw_measured(facts, np.tile(expected, (3, 1)), uniform)
    assert all((draw_measured(facts, expected, uniform[i]) == many[i]).all() for i in range(3))
    assert np.isfinite(draw_measured(facts, expected * 0, uniform[0])).all()


def test_quantiles_are_those_of_the_distributions() -> None:
    assert normal_quantile(np.array([0.5, 0.975, 1e-12])) == pytest.approx([0, 1.959963984540054, -7.034483825301132])
    assert poisson_quantile(np.array([0.5, 0.01, 0.9999]), 12.0, 700).tolist() == [12, 5, 27]
    assert poisson_quantile(0.999, 0.0, 700) == 0 and poisson_quantile(0.999, 12.0, 13) == 13
    assert binomial_quantile(np.array([0.5, 0.01, 0.99]), 0.3, 60).tolist() == [18, 10, 26]
    assert binomial_quantile(0.5, np.array([0.0, 1.0]), 60).tolist() == [0, 60]


# ---- observation parameters


def test_observation_parameters_keep_their_numbers() -> None:
    assert len(set(NUMBERS.values())) == len(NUMBERS)
    assert {parameter.name: parameter.number for parameter in OBSERVED}.items() <= NUMBERS.items()


def test_observation_is_drawn_inside_its_priors() -> None:
    draws = [draw_observation(u) for u in np.random.default_rng(2).random((200, len(OBSERVED)))]
    for parameter in OBSERVED:
        found = np.array([draw[parameter.name] for draw in draws])
        if parameter.kind == "uniform":
            assert parameter.first <= found.min() and found.max() <= parameter.second
        assert (found.std() > 0) == (parameter.kind != "value")
    middle = draw_observation(np.full(len(OBSERVED), 0.5))
    assert middle["offset_germany"] == 0 and middle["german_scope"] == 3000


@pytest.mark.parametrize("parameter", OBSERVED, ids=lambda parameter: parameter.name)
def test_every_observation_parameter_is_described(parameter) -> None:
    for texts in (parameter.text, parameter.argument):
        assert texts["en"].strip() and texts["nl"].strip() and texts["en"] != texts["nl"]
    assert parameter.unit and parameter.sources


def test_page_is_up_to_date() -> None:
    found = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    assert found == evidence_page(), "run: python -m calibration.evidence_page"
