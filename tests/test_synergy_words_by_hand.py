"""What readers are told of a synergy study whose every number is made up: the right number in the right place."""

from typing import Any

from experiments.result_parts import Named, SpreadOfDefined
from experiments.synergy.result import (
    ElementEffect,
    EuLawShares,
    GroupEffect,
    IndicatorEffect,
    PairEffect,
    SynergyElement,
    SynergyResult,
    SynergyWorld,
    WorldEffect,
)
from results.synergy import words as synergy


def name(text: str) -> Named:
    return Named(en=text, nl=f"{text} (nl)")


def spread(mean: float) -> SpreadOfDefined:
    return SpreadOfDefined(p05=mean - 0.01, p50=mean, p95=mean + 0.01, mean=mean, defined=1.0)


def pair(a: str, b: str, mean: float, word: Any) -> PairEffect:
    return PairEffect(a=a, b=b, word=word, **spread(mean).model_dump())


def shared(**more: Any) -> SynergyResult:
    names = {"a": "law", "b": "office", "c": "grant", "d": "letters"}
    effects = {
        one: ElementEffect(shapley=spread(share), first_in=spread(share + 0.1), last_out=spread(share - 0.1))
        for one, share in {"a": 0.05, "b": -0.08, "c": 0.03, "d": 0.01}.items()
    }
    pairs = [
        pair("a", "b", 0.011, "reinforce"),
        pair("a", "c", 0.041, "reinforce"),
        pair("a", "d", 0.021, "reinforce"),
        pair("b", "c", 0.031, "reinforce"),
        pair("b", "d", -0.05, "substitute"),
        pair("c", "d", 0.002, "neutral"),
    ]
    group = GroupEffect(
        without=spread(0.4),
        total=spread(0.11),
        surplus=spread(-0.03),
        elements=effects,
        word="substitute",
        interactions=pairs,
    )
    in_worlds: tuple[tuple[Any, float, float, dict[str, float]], ...] = (
        ("eu_law", 0.75, 0.02, {"a": 0.001, "b": 0.012, "c": 0.005, "d": -0.006}),
        ("no_eu_law", 0.25, 0.31, {"a": 0.20, "b": 0.01, "c": 0.04, "d": 0.03}),
    )
    worlds = [
        SynergyWorld(
            key=key,
            chance=chance,
            draws=10,
            indicators={"practice": WorldEffect(total=spread(total), shares={e: spread(s) for e, s in shares.items()})},
        )
        for key, chance, total, shares in in_worlds
    ]
    known: dict[str, Any] = {
        "year": 2030,
        "future_name": name("seen"),
        "elements": [SynergyElement(id=key, name=name(text), items=[key]) for key, text in names.items()],
        "indicators": {"practice": IndicatorEffect(groups={"goal90": group})},
        "worlds": worlds,
        "eu_law_in_force": EuLawShares.model_validate({"without": 0.3, "with": 0.6}),
    }
    return SynergyResult.model_construct(**known | more)


def test_the_whole_is_held_against_the_sum_of_each_alone() -> None:
    text = synergy.whole_line(shared(), "practice", "goal90", "en")
    assert "together +11.0 (+10.0 to +12.0) percentage points. That is −3.0 (−4.0 to −2.0)" in text
    assert text.endswith("as a whole they stand in for one another.")


def test_elements_are_told_from_the_largest_share_alone_before_within() -> None:
    """By size: office -8, law 5, grant 3, letters 1; alone 10 points more, within the mix 10 points less."""
    lines = synergy.element_lines(shared(), "practice", "goal90", "en")
    assert [line.split()[0] for line in lines] == ["office", "law", "grant", "letters"]
    assert lines[1] == "law adds +15.0 (+14.0 to +16.0) alone, −5.0 (−6.0 to −4.0) within the mix."


def test_pairs_are_told_from_the_largest_and_the_rest_counted() -> None:
    reinforce, substitute = synergy.pair_lines(shared(), "practice", "goal90", "en")
    assert reinforce.startswith("Reinforce each other, most first: law × grant (+4.1")
    assert reinforce.index("office × grant") < reinforce.index("law × letters") and reinforce.endswith("; 1 more.")
    assert "law × office" not in reinforce
    assert substitute.startswith("Stand in for each other in part, most first: office × letters (−5.0")


def test_each_world_has_its_own_whole_and_its_own_largest_elements() -> None:
    came, not_yet = synergy.world_lines(shared(), "practice", "en")
    assert came.startswith("EU law in force by 2030 (75% of the draws): together +2.0")
    assert came.index("office") < came.index("letters") < came.index("grant") and "law +" not in came
    assert "(25% of the draws): together +31" in not_yet and "most by law +20" in not_yet
    assert "in 30% of the draws without the elements and in 60% with all of them" in synergy.future_line(shared(), "en")
