"""What the page Evidence shows, without a browser."""

import pytest

from calibration.evidence import load_facts
from calibration.signs import load_signs
from simulation.parameters import registry
from smartmix.page.evidence import sources as evidence_sources
from smartmix.page.evidence.bars import range_bar
from smartmix.page.evidence.parameters import chosen_rows, number_text, parameter_rows, unit_words
from smartmix.page.evidence.tables import fact_table, parameter_table, sign_table, source_list
from smartmix.page.evidence.validation import is_current, shipped_validation


def test_every_number_is_shown_with_its_ranges() -> None:
    rows = parameter_rows()
    assert {row.parameter.name for row in rows} == set(registry())
    for row in rows:
        assert (row.prior is not None) == row.parameter.is_uncertain
        for points in (row.prior, row.posterior):
            if points is not None:
                assert row.parameter.low <= points[0] <= points[1] <= points[2] <= row.parameter.high
    assert {row.role for row in rows} == {"fixed", "uncertain", "calibrated"}
    assert all(unit_words(row.parameter.unit, "nl") for row in rows)
    assert parameter_table(list(rows), "en").count("<tr>") == len(rows) + 1


def test_filter_finds_by_words_theme_and_grade() -> None:
    assert {row.parameter.theme for row in chosen_rows("cost", "any", "any", "", "en")} == {"cost"}
    assert {row.parameter.grade for row in chosen_rows("any", "measured", "any", "", "en")} == {"measured"}
    assert [row.parameter.name for row in chosen_rows("any", "any", "any", "letter_effect", "nl")] == ["letter_effect"]
    assert chosen_rows("any", "any", "any", "P-G11 brief", "nl") and not chosen_rows("any", "any", "any", "zzz", "nl")


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (0.0412, "0,0412"), (1234.5, "1.234"), (-0.5, "−0,5")])
def test_numbers_have_three_digits(value: float, text: str) -> None:
    assert number_text(value, "nl") == text


def test_the_shipped_validation_is_current_and_shows_what_failed() -> None:
    assert is_current(), (
        "run `smartmix validate` and copy its validation.json to results/report/shipped_validation.json"
    )
    found = shipped_validation()
    assert len(found.facts) + len(found.held_out) == sum(f.role in ("fit", "held_out") for f in load_facts())
    assert len(found.signs) == len(load_signs().signs)
    table = sign_table(list(found.signs), "signs", "en")
    assert table.count("FAILED") == sum(check.has_failed for check in found.signs) > 0
    missed = sum(not check.prediction.inside for check in (*found.facts, *found.held_out))
    html = fact_table((*found.facts, *found.held_out), "facts", "en")
    assert html.count('class="failed"') == html.count("MISSED") == missed


def test_sources_are_those_of_the_documentation() -> None:
    content = {name: [source.where, source.grade] for name, source in evidence_sources.sources().items()}
    page = {
        name: [where.replace("<", "").replace(">", ""), grade]
        for name, (where, grade) in evidence_sources.read_page().items()
    }
    assert content == page, "run `python -m smartmix.page.evidence.sources`"
    assert "https://" in source_list(["P-A1"], "en") and "S2" in source_list(["S-001"], "nl")


def test_bars_say_in_words_what_they_draw() -> None:
    bar = range_bar(0.0, 1.0, (0.1, 0.5, 0.9), (0.4, 0.5, 0.6), 'before "a" & after', 0.5)
    assert 'aria-label="before &quot;a&quot; &amp; after"' in bar and bar.count("<rect") == 2 and "<path" in bar
