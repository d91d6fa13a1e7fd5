"""Burden tables: known answers by hand, identities, bad files refused, and what the chapter of the report says."""

from pathlib import Path

import pytest

from experiments.compare import Comparison, run_comparison
from experiments.regulatory_burden import ex_ante_burden
from experiments.regulatory_burden.actions_file import load_actions
from experiments.regulatory_burden.actions_format import SIZES
from experiments.regulatory_burden.table import UNVERIFIED, totals
from experiments.settings import CompareSettings
from results.blocks import Chapter, Paragraph, Table
from results.burden.laws import laws_of, left_out
from results.burden.words import head_words
from results.queries import ask
from results.report.burden import chapter
from scenarios.library import load_mix, vary_mix
from scenarios.scope import count_scope
from scenarios.shipped import load_law
from simulation.population import load_population
from simulation.problems import InputProblem

#: Large firms read 10 hours at 50 euro and pay 200 to others, twice a year; medium firms are not priced.
SMALL = """
format: 1
name: {en: Own, nl: Eigen}
assumed_range: {value: 0.5, grade: assumed}
learning: {value: 0.2, grade: estimated, sources: [K-4]}
tariffs:
  staff: {value: 50, grade: assumed}
  lawyer: {value: 100, low: 90, high: 120, grade: measured, sources: ["Handbook 2023, annex 5"]}
actions:
  read:
    name: {en: Read, nl: Lezen}
    duty: taking_note
    frequency: one_off
    tariff: lawyer
    sizes:
      large: {hours: {value: 4, grade: estimated, sources: [survey]}}
  report:
    name: {en: Report, nl: Verslag}
    duty: information
    frequency: yearly
    times: 2
    tariff: staff
    sizes:
      large:
        hours: {value: 10, grade: assumed}
        out_of_pocket_eur: {value: 200, low: 200, high: 300, grade: measured, sources: [invoice]}
"""
SOURCED = SMALL.replace("value: 50, grade: assumed", "value: 50, grade: measured, sources: [Handbook 2023]").replace(
    "value: 10, grade: assumed", "value: 10, grade: measured, sources: [survey]"
)


def line(frame, **wanted):
    """The rows with these values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return frame


def test_hand_computed_costs(write):
    frame = ex_ante_burden("reference-2020", "no-eu-law", write(SMALL), firms=300)
    assert set(frame["law"]) == {"rnfi-2017"} and set(frame["size"]) == {"large"}
    read = line(frame, action="read").iloc[0]
    firms = read["firms"]
    assert firms > 0
    assert read["cost_eur"] == pytest.approx(firms * 4 * 100)
    assert read["cost_low_eur"] == pytest.approx(read["firms_low"] * 4 * 90)
    assert read["cost_high_eur"] == pytest.approx(read["firms_high"] * 4 * 120)
    assert read["grade"] == "estimated" and read["source"] == "Handbook 2023, annex 5; survey"
    report = line(frame, action="report").iloc[0]
    assert report["cost_eur"] == pytest.approx(firms * 2 * (10 * 50 + 200))
    # hours and tariff are assumed: each half lower and half higher
    assert report["cost_low_eur"] == pytest.approx(report["firms_low"] * 2 * (5 * 25 + 200))
    assert report["cost_high_eur"] == pytest.approx(report["firms_high"] * 2 * (15 * 75 + 300))
    assert report["cost_experienced_eur"] == pytest.approx(0.8 * report["cost_eur"])
    assert report["grade"] == "assumed"
    assert (report["hours"], report["tariff_eur"], report["out_of_pocket_eur"], report["times"]) == (10, 50, 200, 2)


def test_published_costs_by_hand():
    law = line(ex_ante_burden("mix-2", "no-eu-law"), law="broad-dd-law")
    large = line(law, size="large", duty="substantive", frequency="yearly").iloc[0]
    assert large["cost_eur"] == pytest.approx(0.653 * 52_200 * large["firms"])
    assert large["cost_low_eur"] == pytest.approx(0.653 * 14_500 * large["firms_low"])
    assert large["cost_high_eur"] == pytest.approx(0.653 * 463_000 * large["firms_high"])
    # German estimate: information duties are 15.1 of 43.5 million euro a year (P-C18)
    information = line(law, size="large", duty="information").iloc[0]
    yearly = information["cost_eur"] + large["cost_eur"]
    assert information["cost_eur"] / yearly == pytest.approx(15.1 / 43.5, abs=0.001)
    # a smaller firm pays a share of turnover and never more than a large one
    for size in SIZES:
        rows = line(law, size=size, duty="substantive", frequency="yearly")
        assert (rows["cost_eur"] <= 0.653 * 52_200 * rows["firms"] * (1 + 1e-9)).all()


def test_a_law_on_two_steps_and_one_theme_costs_a_tenth():
    large = {"size": "large", "duty": "substantive", "frequency": "yearly"}
    wzk = line(ex_ante_burden("mix-0", "no-eu-law"), law="wzk", **large).iloc[0]
    broad = line(ex_ante_burden("mix-2", "no-eu-law"), law="broad-dd-law", **large).iloc[0]
    # two of the five steps that are not communicating, one of the four themes
    assert wzk["cost_eur"] / wzk["firms"] == pytest.approx(2 / 5 / 4 * broad["cost_eur"] / broad["firms"])
    assert wzk["grade"] == "assumed"
    assert not wzk["without_trade"]  # who sells to consumers without foreign trade cannot be established


@pytest.mark.parametrize("mix", ["mix-0", "mix-2", "mix-2-eu", "ser-route-2", "actual-policy"])
def test_every_row_is_the_standard_cost_form(mix):
    frame = ex_ante_burden(mix, "as-happened" if mix == "actual-policy" else "ex-ante-2020", firms=1500)
    form = frame["firms"] * frame["times"] * (frame["hours"] * frame["tariff_eur"] + frame["out_of_pocket_eur"])
    assert form.to_numpy() == pytest.approx(frame["cost_eur"].to_numpy())
    assert (frame["cost_low_eur"] <= frame["cost_eur"]).all() and (frame["cost_eur"] <= frame["cost_high_eur"]).all()
    assert (frame["firms_low"] <= frame["firms"]).all() and (frame["firms"] <= frame["firms_high"]).all()
    assert (frame["source"] != "").all()
    assert ((frame["source"] == UNVERIFIED) <= (frame["grade"] == "assumed")).all()
    summed = totals(frame)
    assert summed["cost_eur"].sum() == pytest.approx(frame["cost_eur"].sum())
    for law in set(frame["law"]):
        assert line(summed, law=law)["cost_eur"].sum() == pytest.approx(line(frame, law=law)["cost_eur"].sum())


def test_sizes_add_up_to_the_scope_counter():
    frame = line(ex_ante_burden("mix-2", "no-eu-law", firms=1500), law="broad-dd-law", duty="taking_note")
    counted = count_scope(load_law("broad-dd-law").scope[0].test(), load_population(1500))
    assert list(frame["size"]) == list(SIZES)
    assert frame["firms"].sum() == pytest.approx(counted.total.central)


def test_no_law_no_substantive_duties():
    frame = ex_ante_burden("reference-2020", "no-eu-law", firms=300)
    assert line(frame, duty="substantive")["cost_eur"].sum() == 0
    assert set(frame["law"]) == {"rnfi-2017"}  # existing duty to report, and nothing else
    # a bill that never comes into force costs nothing
    assert "initiative-bill-35761" not in set(ex_ante_burden("actual-policy", "no-eu-law", firms=300)["law"])


def test_wider_scope_never_costs_less():
    mix, before = load_mix("mix-2"), None
    for employees in (5000.0, 1000.0, 500.0, 250.0, 100.0, 50.0, 10.0, 0.0):
        wider = vary_mix(mix, {"broad-law.scope": [{"employees": employees}]}, "wider")
        frame = line(ex_ante_burden(wider, "no-eu-law", firms=1500), law="broad-dd-law")
        costs = [totals(frame)[name].sum() for name in ("cost_low_eur", "cost_eur", "cost_high_eur")]
        assert before is None or all(new >= old for new, old in zip(costs, before, strict=True)), employees
        before = costs


def test_which_laws_come_and_how_surely():
    def first(mix, future, law):
        return line(ex_ante_burden(mix, future, firms=300), law=law).iloc[0]

    broad = first("mix-2", "no-eu-law", "broad-dd-law")
    assert (broad["origin"], broad["part_of"], broad["chance"], broad["first_start"]) == (
        "national",
        "mix",
        1.0,
        "2024Q1",
    )
    assert first("mix-2-eu", "no-eu-law", "broad-dd-law")["origin"] == "EU"
    # a bill freezes once the Commission takes concrete steps (S-109), so it comes in part of the futures only
    assert 0.0 < first("mix-2", "ex-ante-2020", "broad-dd-law")["chance"] < 1.0
    assert first("mix-2", "ex-ante-2020", "eu-broad-dd-law")["part_of"] == "future"
    route = first("ser-route-2", "ex-ante-2020", "broad-dd-law")
    assert route["part_of"] == "rule" and route["chance"] != route["chance"]
    # overtaken before they applied here: the CSDDD of 2024 and the CSRD of 2022 (N-A20)
    happened = set(ex_ante_burden("actual-policy", "as-happened", firms=300)["law"])
    assert {"csrd-omnibus", "csddd-omnibus"} <= happened and not {"csddd-2024", "csrd-2022"} & happened


def test_own_numbers_on_top_of_the_shipped_ones(write):
    text = "format: 1\nextends: shipped\ntariffs:\n  management: {value: 154, grade: measured, sources: [Handbook]}\n"
    own, shipped = (ex_ante_burden("mix-2", "no-eu-law", path, firms=300) for path in (write(text), None))
    note, old = line(own, action="taking-note", size="large"), line(shipped, action="taking-note", size="large")
    assert note["cost_eur"].to_numpy() == pytest.approx(2 * old["cost_eur"].to_numpy())
    assert set(note["source"]) == {"Handbook"} and set(note["grade"]) == {"assumed"}  # the hours still are
    assert line(own, duty="substantive").equals(line(shipped, duty="substantive"))


def test_the_head_is_indicative_until_every_number_has_a_source(write):
    assert "no measurement by the Handbook" in head_words(load_actions(), "en")
    assert "no measurement by the Handbook" in head_words(load_actions(write(SMALL)), "en")
    head = head_words(load_actions(write(SOURCED)), "en")
    assert "Handbook" not in head and "Own" in head


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (SMALL.replace("duty: taking_note", "dutie: taking_note"), ["actions.read.dutie", "duty"]),
        (SMALL.replace("format: 1", "format: 2"), ["format 2", "newer"]),
        (SMALL.replace(", sources: [survey]", ""), ["actions.read.sizes.large.hours", "without a source"]),
        (SMALL.replace("sources: [survey]", "sources: ['']"), ["actions.read.sizes.large.hours", "without a source"]),
        (SMALL.replace("tariff: lawyer", "tariff: layer"), ["actions.read.tariff", "layer", "lawyer"]),
        (SMALL.replace("low: 90", "low: 110"), ["tariffs.lawyer", "110", "must rise"]),
        (SMALL.replace("value: 50", "value: -50"), ["tariffs.staff.value", "-50", "0 or more"]),
        (SMALL.replace("value: 50", "value: many"), ["tariffs.staff.value", "a number is needed"]),
        (SMALL.replace("tariff: staff\n", "tariff: staff\n    laws: [wkz]\n"), ["actions.report.laws", "wkz", "wzk"]),
        (SMALL.replace("tariff: lawyer\n", "tariff: lawyer\n    published: x\n"), ["actions.read", "published"]),
        ("format: 1\nextends: mine\n", ["extends", "mine", "shipped"]),
        ("format: 1\nextends: shipped\nactions: many\n", ["actions", "many"]),
    ],
)
def test_bad_files_are_refused_in_one_line(write, text, parts):
    with pytest.raises(InputProblem) as refused:
        load_actions(write(text))
    words = str(refused.value)
    assert "\n" not in words and words.startswith("own.yaml: ")
    assert all(part in words for part in parts), words


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(InputProblem, match=r"nowhere\.yaml"):
        ex_ante_burden("mix-2", "no-eu-law", Path("nowhere.yaml"))


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    settings = CompareSettings(
        mixes=("mix-0", "mix-2"), firms=150, draws=3, first_year=2020, last_year=2030, prior=True
    )
    return run_comparison(settings, tmp_path_factory.mktemp("run") / "run", workers=1)


@pytest.fixture(scope="module", params=["en", "nl"])
def burden(request: pytest.FixtureRequest, comparison: Comparison) -> Chapter:
    return chapter(comparison, request.param)


def table(found: Chapter, key: str) -> Table:
    return next(block for block in found.blocks if isinstance(block, Table) and block.key == key)


def test_the_chapter_begins_with_what_the_numbers_are_worth(burden):
    first = burden.blocks[0]
    assert isinstance(first, Paragraph) and "2018" not in first.sentences[0].text
    assert any(word in first.sentences[0].text for word in ("Indicative", "Indicatief"))
    for block in burden.blocks:
        if isinstance(block, Table):
            assert block.rows and all(len(row.cells) in (0, len(block.columns) - 1) for row in block.rows), block.key


def test_table_a_is_the_frame(comparison, burden):
    laws = {law.law: law for law in laws_of(comparison)}
    assert list(laws["broad-dd-law"].mixes) == ["mix-2"] and list(laws["wzk"].mixes) == ["mix-0"]
    shown = [cell.value for row in table(burden, "burden-ex-ante").rows for cell in row.cells if cell.value is not None]
    frame = line(ex_ante_burden("mix-2", "ex-ante-2020"), law="broad-dd-law", frequency="yearly")
    for wanted in (frame["cost_eur"].sum(), line(frame, size="small")["cost_eur"].sum()):
        assert any(value == pytest.approx(wanted / 1e6) for value in shown)


def test_laws_that_do_not_come_are_named(comparison, burden):
    assert left_out(comparison, laws_of(comparison)) == {"wzk": ["reference-2020", "mix-2"]}
    words = " ".join(s.text for block in burden.blocks if isinstance(block, Paragraph) for s in block.sentences)
    assert load_law("wzk").name.en in words or load_law("wzk").name.nl in words


def test_firms_that_cannot_be_counted_are_said(burden):
    words = " ".join(cell.text for row in table(burden, "burden-laws").rows for cell in row.cells)
    assert "cannot be established" in words or "niet vast te stellen" in words


def test_every_number_of_table_b_can_be_asked_again(comparison, burden):
    found = [cell for row in table(burden, "burden-practice").rows for cell in row.cells]
    assert sum(bool(cell.asked) for cell in found) > 50
    for cell in found:
        for asked in cell.asked:
            assert asked.text in cell.text + cell.second
        middle = [one.query for one in cell.asked if one.query.kind == "levels" and one.query.part == "p50"]
        if middle and cell.value is not None:
            scale = 1e5 if middle[0].indicator == "burden_share_turnover" else 1e-6
            value = ask(comparison, middle[0])
            assert value is not None and cell.value == pytest.approx(scale * value)


def test_the_file_in_the_docs_is_right(tmp_path):
    from docs_blocks import ROOT, blocks_of

    own = next(block for block in blocks_of(ROOT / "docs" / "burden.md") if block.language == "yaml")
    path = tmp_path / "own.yaml"
    path.write_text(own.text, encoding="utf-8")
    frame = ex_ante_burden("mix-2", "no-eu-law", path, firms=300)
    assert "Handbook, annex 5" in " ".join(frame["source"])
