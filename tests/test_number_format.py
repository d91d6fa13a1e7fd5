"""Digits of numbers at the values where they change, signs, chances near their ends, and amounts in words."""

import pytest

from results.number_format import MINUS, Unit, chance, day_words, decimal, digits_for, euros, percent, shown
from results.ranged import Ranged, difference_unit


@pytest.mark.parametrize(
    ("middle", "ends", "digits"),
    [
        (0.0995, [], 0),  # 9.95 is shown as 10
        (0.0994, [], 1),
        (0.1, [], 0),
        (0.104, [], 0),
        (0.0095, [], 1),
        (0.009, [], 1),  # a share has one decimal at most
        (0.0, [], 0),
        (0.05, [0.1994], 1),
        (0.05, [0.1995], 0),  # a range as far as 20 carries no decimals
        (0.05, [0.10], 1),
    ],
)
def test_a_share_has_the_digits_that_it_carries(middle: float, ends: list[float | None], digits: int) -> None:
    assert digits_for([middle], "share", ends) == digits


def test_small_numbers_keep_two_digits_where_their_unit_allows() -> None:
    assert [digits_for([value], "million_eur") for value in (0.94e6, 0.95e6, 9.94e6, 9.95e6)] == [2, 1, 1, 0]
    assert digits_for([0.94e6], "million_eur", [0.95e6]) == 1


def test_a_sign_stands_before_what_is_shown_above_zero() -> None:
    assert [decimal(value, "en", 0, signed=True) for value in (0.4, 0.6, 0.0, -0.4, -0.6)] == [
        "0",
        "+1",
        "0",
        "0",
        f"{MINUS}1",
    ]


def test_a_number_between_minus_one_and_zero_keeps_its_minus() -> None:
    assert [decimal(value, "nl", 2) for value in (-0.5, -0.05, -0.001)] == [f"{MINUS}0,50", f"{MINUS}0,05", "0,00"]
    assert percent(-0.005, "nl", 1) == f"{MINUS}0,5%"


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("share", 0.123, "12"),
        ("per_turnover", 0.00012, "12"),
        ("million_eur", 12e6, "12"),
        ("thousand", 12_000.0, "12"),
        ("number", 12.0, "12"),
    ],
)
def test_units_are_scaled(unit: Unit, value: float, text: str) -> None:
    assert shown(value, unit, "en") == text


def test_a_chance_is_whole_only_where_it_is() -> None:
    found = [chance(value, "en") for value in (0.0, 0.004, 0.01, 0.5, 0.99, 0.995, 1.0, None)]
    assert found == ["0%", "<1%", "1%", "50%", "99%", ">99%", "100%", "n/a"]
    assert percent(0.31, "nl") == "31%"


def test_amounts_roll_over_where_they_are_rounded() -> None:
    assert [euros(value, "en") for value in (999_499.0, 999_500.0, 1.2e6, 12.3e6, 999.6e6, 1e9)] == [
        "€999,499",
        "€999,500",
        "€1.2 million",
        "€12 million",
        "€1.0 billion",
        "€1.0 billion",
    ]
    assert euros(1_234_567.0, "nl") == "€ 1,2 miljoen"
    assert decimal(1234.5, "nl", 1) == "1.234,5"


def test_days_are_named() -> None:
    assert day_words("2029-07-26", "nl") == "26 juli 2029"
    assert (day_words("2029-01-01", "en"), day_words("2029Q3", "en"), day_words(None, "en")) == (
        "1 January 2029",
        "2029Q3",
        "–",
    )


def test_a_range_has_its_ends_in_order_and_its_mean_where_parts_add_up() -> None:
    level, added = Ranged(0.12, 0.31, 0.55, "share"), Ranged(-0.01, 0.042, 0.093, "points", mean=0.05, is_change=True)
    assert (level.text("en"), level.ends("en")) == ("31% (12 to 55)", "12 to 55%")
    assert level.scaled == pytest.approx((12.0, 31.0, 55.0))
    assert added.text("en") == f"+5.0 ({MINUS}1.0 to +9.3)"
    assert added.scaled == pytest.approx((-1.0, 5.0, 9.3))
    assert (difference_unit("share"), difference_unit("million_eur")) == ("points", "million_eur")
