"""Which elements of a mix do the work: elements, subsets, statistics with known answers, words and the verb."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cli_calls import changed_words

from experiments.points import Wanted, drawn_points, run_points
from experiments.settings import CompareSettings
from experiments.synergy.data import OwnGroup, synergy_data
from experiments.synergy.effects import effects_of
from experiments.synergy.elements import elements_of
from experiments.synergy.question import SubsetMeasure, SynergyQuestion
from experiments.synergy.result import EuLawShares, SynergyResult
from experiments.synergy.runs import SubsetValues, SynergyRuns, find_synergy, run_subsets
from experiments.synergy.subsets import subset_mixes
from experiments.synergy.summing import summed_up
from scenarios.differences import diff_mixes
from scenarios.format_base import Text
from scenarios.library import list_mixes, load_mix
from simulation.indicator_rows import SHARES
from simulation.indicators import INDICATORS
from simulation.problems import InputProblem

REFERENCE = load_mix("reference-2020")
#: Three elements: procurement, the support office with its information, and the effort in Europe.
SMALL = """
format: 1
id: small-mix
extends: reference-2020
name: {en: Small, nl: Klein}
description: {en: Three elements, nl: Drie onderdelen}
sources: [S-131]
instruments:
  buying:
    kind: procurement
    name: {en: 1 Buying, nl: 1 Inkoop}
    sources: [S-172]
    announced: 2020Q4
    in_force: 2021Q1
    order: 1
    share_of_central_spend: 0.9
    share_followed_up: 0.9
  support-office:
    kind: support_office
    name: {en: 2 Office, nl: 2 Steunpunt}
    sources: [S-190]
    announced: 2020Q4
    in_force: 2021Q1
    advisers: 200
  office-information:
    kind: information
    name: {en: 2 Information, nl: 2 Voorlichting}
    sources: [S-190]
    announced: 2020Q4
    in_force: 2021Q1
    order: 1
    personal_contacts_per_firm_per_year: 0.5
  effort:
    kind: eu_effort
    name: {en: 3 Effort, nl: 3 Inzet}
    sources: [S-150]
    announced: 2020Q4
    in_force: 2021Q1
    order: 1
    effort: 1.0
"""


def settings_of(mix: str, **others: object) -> CompareSettings:
    given = {"draws": 3, "firms": 150, "prior": True, "future": "no-eu-law"} | others
    return CompareSettings(mixes=(mix,), **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("mixes") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def small(small_file: str) -> SynergyRuns:
    return find_synergy(SynergyQuestion(settings_of(small_file), ("practice", "paper_gap"), 2026), 2)


@pytest.fixture(scope="module")
def found(small: SynergyRuns) -> SynergyResult:
    return summed_up(small)


# elements and subsets


def test_mix_2_has_eight_elements_and_every_shipped_mix_at_most_eight():
    found = elements_of(load_mix("mix-2"), REFERENCE)
    assert len(found.players) == 8 and found.grouping == "none"
    office = next(p for p in found.players if p.id == "support-office")
    assert office.items == ("support-office", "office-information") and office.name.nl == "5 IMVO-steunpunt"
    assert "wzk" in elements_of(load_mix("mix-3"), REFERENCE).ids
    assert elements_of(load_mix("cabinet-2020"), REFERENCE).grouping == "kinds"
    for name in list_mixes():
        if name != REFERENCE.id:
            assert 1 <= len(elements_of(load_mix(name), REFERENCE).players) <= 8


@pytest.mark.parametrize("name", ["mix-0-annex", "mix-3", "ser-route-2", "cabinet-2020", "actual-policy"])
def test_the_empty_set_is_existing_policy_and_the_full_set_the_mix(name):
    mix = load_mix(name)
    made = list(subset_mixes(mix, REFERENCE, elements_of(mix, REFERENCE)).values())
    assert diff_mixes(made[0], REFERENCE) == []
    assert diff_mixes(made[-1], mix) == []


def test_an_element_taken_out_returns_what_existing_policy_has(small_file: str):
    mix = load_mix("actual-policy")  # ends the letters of existing policy
    elements = elements_of(mix, REFERENCE)
    made = subset_mixes(mix, REFERENCE, elements)
    without = made[frozenset(elements.ids) - {"goal-letters"}]
    assert without.instruments["goal-letters"].model_dump() == REFERENCE.instruments["goal-letters"].model_dump()
    small = load_mix(small_file)
    no_office = subset_mixes(small, REFERENCE, elements_of(small, REFERENCE))[frozenset({"buying", "effort"})]
    assert "office-information" not in no_office.instruments and "buying" in no_office.instruments


def test_a_replaced_instrument_is_one_element_with_its_replacement(write):
    path = write(
        "format: 1\nid: replacing\nextends: reference-2020\nname: {en: R, nl: R}\nremove: [subsidies]\ninstruments:\n"
        "  new-fund:\n    kind: financial_incentive\n    name: {en: Fund, nl: Fonds}\n    sources: [S-192]\n"
        "    in_force: 2021Q1\n    schemes:\n      all: {budget_eur_per_year: 1.0e+6, share_of_cost: 0.5}\n"
    )
    mix = load_mix(path)
    elements = elements_of(mix, REFERENCE)
    assert [(p.id, set(p.items)) for p in elements.players] == [("new-fund", {"new-fund", "subsidies"})]
    assert diff_mixes(subset_mixes(mix, REFERENCE, elements)[frozenset()], REFERENCE) == []


def test_a_rule_goes_with_the_instrument_that_it_changes_and_stays_when_it_only_ends_one(write):
    rule = (
        "  {id}:\n    name: {{en: {id}, nl: {id}}}\n    sources: [S-150]\n    when: {{observe: eu_state, below: "
        "proposed, by: 2022Q1}}\n    then: {then}\n"
    )
    text = SMALL.replace("small-mix", "ruled") + "rules:\n"
    text += rule.format(id="grow", then="{instruments: {effort: {effort: 0.5}}}")
    text += rule.format(id="stop", then="{remove: [buying], instruments: {support-office: {advisers: 9}}}")
    mix = load_mix(write(text))
    elements = elements_of(mix, REFERENCE)
    assert [set(p.items) for p in elements.players] == [
        {"buying"},
        {"support-office", "office-information", "rule:stop"},
        {"effort", "rule:grow"},
    ]
    made = subset_mixes(mix, REFERENCE, elements)
    assert list(made[frozenset({"buying"})].rules) == []
    assert made[frozenset({"support-office"})].rules["stop"].then.remove == []


def test_a_grouping_of_the_users_own():
    mix = load_mix("cabinet-2020")
    name = Text(en="Buying", nl="Inkoop")
    own = {"buying": OwnGroup(name=name, of=["isv-contract-management", "isv-more-categories", "other-governments"])}
    found = elements_of(mix, REFERENCE, own)
    assert found.grouping == "file" and len(found.players) == 7
    assert next(p for p in found.players if p.id == "group:buying").name.nl == "Inkoop"
    with pytest.raises(InputProblem, match="isv-more"):
        elements_of(mix, REFERENCE, {"x": OwnGroup(name=name, of=["isv-more"])})
    with pytest.raises(InputProblem, match="9 elements"):
        elements_of(mix, REFERENCE, {"x": OwnGroup(name=name, of=["other-governments"])})


def test_indicators_without_bounds_are_refused():
    data = synergy_data()
    assert set(SHARES) <= set(INDICATORS) and set(data.default_indicators) <= set(SHARES)
    assert not {n for n in SHARES if "_eur" in n or "turnover" in n or "playing_field" in n}
    for name, said in (("burden_yearly_eur", "0 to 1"), ("practise", "practice")):
        with pytest.raises(InputProblem, match=said):
            SynergyQuestion(settings_of("mix-0"), (name,)).mixes()
    for question, said in (
        (SynergyQuestion(settings_of("reference-2020"), ("practice",)), "does not differ"),
        (SynergyQuestion(settings_of("mix-0", draws=1), ("practice",)), "2 or more"),
        (SynergyQuestion(settings_of("mix-0"), ("practice",), 2050), "--year"),
    ):
        with pytest.raises(InputProblem, match=said):
            question.mixes()


# with the model


def test_shares_add_up_to_what_the_mix_changes(small: SynergyRuns, found: SynergyResult):
    together = sum(small.effects.shapley.values())
    assert together == pytest.approx(small.effects.total, rel=1e-13, abs=1e-15, nan_ok=True)
    assert found.indicators["practice"].groups["goal90"].total.mean
    assert (found.costs["government_cost"].elements["support-office"].shapley.mean or 0.0) > 1e6


def test_the_whole_is_what_a_comparison_says(small: SynergyRuns, small_file: str):
    settings = settings_of(small_file, first_year=2021, last_year=2026)
    points = drawn_points(settings, range(3))
    wanted = Wanted((2026,), ("goal90",), ("practice",))
    answers = run_points(settings, [REFERENCE, load_mix(small_file)], points, wanted)
    change = answers.of("small-mix", "practice", "goal90", 2026) - answers.of(REFERENCE.id, "practice", "goal90", 2026)
    assert np.array_equal(small.effects.total[:, small.column("practice", "goal90")], change)


def test_effort_in_europe_does_nothing_without_eu_law(small: SynergyRuns, found: SynergyResult):
    effects = small.effects
    for name in ("practice", "paper_gap"):
        for group in synergy_data().groups:
            column = small.column(name, group)
            for quantity in (effects.shapley, effects.first_in, effects.last_out):
                assert np.all(np.nan_to_num(quantity["effort"][:, column]) == 0.0)
            assert np.all(np.nan_to_num(effects.interactions["buying", "effort"][:, column]) == 0.0)
    assert found.costs["government_cost"].elements["effort"].shapley.mean != 0.0
    assert found.eu_law_in_force == EuLawShares.model_validate({"without": 0.0, "with": 0.0})


def test_an_element_of_zero_strength_does_exactly_nothing_and_workers_do_not_matter(write):
    mix = load_mix(write(SMALL.replace("share_followed_up: 0.9", "share_followed_up: 0.9\n    strength: 0.0")))
    elements = elements_of(mix, REFERENCE)
    settings = settings_of("mix-0", future="ex-ante-2020")
    points = drawn_points(settings, range(3))
    measures = [
        SubsetMeasure("practice", "goal90", ("practice",), (2026,)),
        SubsetMeasure("cost", "all", ("government_cost_eur",), (2025, 2026)),
    ]
    made = list(subset_mixes(mix, REFERENCE, elements).values())
    one, many = (run_subsets(settings, made, points, measures, workers) for workers in (1, 3))
    assert np.array_equal(one.values, many.values) and np.array_equal(one.eu_law, many.eu_law)
    effects = effects_of(elements.ids, one.values)
    for quantity in (effects.shapley, effects.first_in, effects.last_out):
        assert np.all(quantity["buying"] == 0.0)
    assert np.all(effects.total[:, 1] > 0.0)


def test_a_failing_draw_is_left_out(monkeypatch: pytest.MonkeyPatch, small_file: str):
    from experiments.synergy import runs

    def fails(*_given: object) -> None:
        raise ValueError("no luck")

    question = SynergyQuestion(settings_of(small_file), ("practice",), 2022)
    monkeypatch.setattr(runs, "run_draw", fails)
    with pytest.raises(InputProblem, match="no luck"):
        find_synergy(question, 1)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_words_in_both_languages(found: SynergyResult, lang: str):
    from results.synergy.figure import synergy_pictures
    from results.synergy.words import element_lines, head_lines, pair_lines, whole_line

    lines = element_lines(found, "practice", "goal90", lang)
    assert len(lines) == 3
    office = next(line for line in lines if ("Office" in line or "Steunpunt" in line))
    assert ("alone" in office and "within the mix" in office) if lang == "en" else "binnen de mix" in office
    assert ("," in office) if lang == "nl" else ("." in office)
    head = " ".join(head_lines(found, lang))
    assert "support-office + office-information" in head and ("20" in head)
    assert whole_line(found, "practice", "goal90", lang) and pair_lines(found, "practice", "goal90", lang)
    pictures = synergy_pictures(found, lang)
    assert len(pictures) == 4 and pictures[0].svg.startswith("<?xml") and "Shapley" in pictures[0].description


def test_the_future_is_named_with_how_often_eu_law_comes(small: SynergyRuns, found: SynergyResult):
    from results.synergy.words import future_line

    assert "--future" not in future_line(found, "en")
    comes = dataclasses.replace(small.found, eu_law=np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]))
    line = future_line(summed_up(dataclasses.replace(small, found=comes)), "en")
    assert "33%" in line and "67%" in line and "--future no-eu-law" in line


def test_effects_are_told_by_world_where_an_eu_law_divides_them(small: SynergyRuns):
    from results.synergy.words import world_lines

    came, column = np.arange(20) < 12, small.column("practice", "goal90")

    def with_whole(added: object) -> SynergyResult:
        values = np.repeat(small.found.values[:1], 20, axis=0)
        values[:, -1, column] = values[:, 0, column] + added  # existing policy is the first subset, the mix the last
        law = np.column_stack([came, np.ones(20, bool)]).astype(float)  # the mix brings an EU law in every draw
        return summed_up(dataclasses.replace(small, found=SubsetValues(values, law, {})))

    result = with_whole(np.where(came, 0.02, 0.10))
    assert result.worlds is not None
    assert [(w.key, w.draws, w.chance) for w in result.worlds] == [("eu_law", 12, 0.6), ("no_eu_law", 8, 0.4)]
    for world, total in zip(result.worlds, (0.02, 0.10), strict=True):
        effect = world.indicators["practice"]
        assert effect.total.mean == pytest.approx(total)
        assert sum(share.mean or 0.0 for share in effect.shares.values()) == pytest.approx(total)
    first, second = world_lines(result, "practice", "nl")
    assert "60% van de gevallen" in first and "+2,0" in first
    assert "40% van de gevallen" in second and "+10" in second
    same = with_whole(np.full(20, 0.05))
    assert same.worlds is None and world_lines(same, "practice", "en") == []


def test_an_analysis_is_opened_as_it_was_made(tmp_path: Path, small_file: str):
    import smartmix as sm

    made = sm.synergy(
        small_file, draws=3, firms=100, year=2022, prior=True, figures=False, out=tmp_path / "run", groups=None
    )
    opened = SynergyResult.load(tmp_path / "run")
    assert made.folder == opened.folder == tmp_path / "run" and opened == made
    frames = opened.frames()
    assert list(frames) == list(made.frames())
    for name, frame in made.frames().items():
        pd.testing.assert_frame_equal(frame, frames[name].astype(frame.dtypes))
    draws = frames["draws"]
    mine = draws[(draws["measure"] == "practice") & (draws["group"] == "goal90")]
    assert mine["draw"].tolist() == [0, 1, 2]
    assert mine["total"].mean() == pytest.approx(made.indicators["practice"].groups["goal90"].total.mean)


def test_an_older_analysis_is_read(tmp_path: Path, found: SynergyResult):
    """Format 1 had no names of mixes, and no word for the whole; where it shipped it left out `defined` if it was 1."""
    content = found.content()
    for name in ("future_name", "mix_names"):
        del content[name]
    for indicator in content["indicators"].values():
        for group in indicator["groups"].values():
            del group["word"]
    del content["indicators"]["practice"]["groups"]["goal90"]["total"]["defined"]
    (tmp_path / "result.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    manifest = {"format": 2, "kind": "synergy", "settings": {}, "fingerprints": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    opened = SynergyResult.load(tmp_path)
    assert opened.indicators == found.indicators and opened.costs == found.costs
    assert opened.mix_names["reference-2020"].nl == REFERENCE.name.nl
    assert opened.mix_names["small-mix"].en == "small-mix"  # its file may be gone


def test_the_verb_prints_writes_and_refuses(small_file: str, tmp_path, capsys: pytest.CaptureFixture[str]):
    from smartmix.cli import main

    given = [
        "synergy",
        small_file,
        "--prior",
        "--draws",
        "2",
        "--firms",
        "150",
        "--year",
        "2022",
        "--lang",
        "nl",
        "--indicators",
        "practice",
        "--workers",
        "1",
        "--no-figures",
    ]
    assert main([*given, "--out", str(tmp_path / "a")]) == 0
    printed = capsys.readouterr().out
    assert "binnen de mix" in printed and "aandeel" in printed
    assert main([*given, "--out", str(tmp_path / "b"), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content == json.loads((tmp_path / "a" / "result.json").read_text(encoding="utf-8"))
    goal = content["indicators"]["practice"]["groups"]["goal90"]
    shares = sum(element["shapley"]["mean"] for element in goal["elements"].values())
    assert shares == pytest.approx(goal["total"]["mean"], abs=1e-12) and len(goal["interactions"]) == 3
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "synergy" and "shares.csv" in manifest["files"]
    for wrong, said in (
        (["--indicators", "government_cost_eur"], "0 tot 1"),
        (["--draws", "1"], "spreiding"),
        (["--groups", "nowhere.yaml"], "nowhere.yaml"),
        (["--out", str(tmp_path / "a")], "--out"),
    ):
        assert main(changed_words(*given, *wrong)) == 2
        captured = capsys.readouterr()
        assert captured.out == "" and said in captured.err, captured.err
