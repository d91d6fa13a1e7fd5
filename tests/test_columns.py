"""The types of the compiled world, the places of sums and the rows of dials say what the world is."""

from pathlib import Path

from scenarios.instrument_format import KINDS
from simulation import columns
from simulation.columns.__main__ import written
from simulation.dials import DIALS, LAW, MAXIMUM_LAWS, PER_LAW, SEATS, Dial, LawDial
from simulation.indicator_rows import INDICATORS, ROWS, SUMS
from simulation.parameters import PARAMETERS
from simulation.state import FIRMS, QUARTER, SHARED, SUPPLIER, TALLY, TRAITS, WORK
from simulation.vocabulary import SECTORS

RECORDS = {
    columns.Traits: TRAITS,
    columns.Firms: FIRMS,
    columns.Work: WORK,
    columns.Tally: TALLY,
    columns.SupplierRecord: SUPPLIER,
    columns.Quarter: QUARTER,
    columns.Shared: SHARED,
    columns.Parameters: PARAMETERS,
}


def test_written_files_are_current() -> None:
    for path, text in written().items():
        assert Path(path).read_text(encoding="utf-8") == text, f"{path}: run python -m simulation.columns"


def test_types_have_exactly_the_fields_of_the_records() -> None:
    for kind, record in RECORDS.items():
        assert tuple(kind.__annotations__) == record.names


def test_a_sum_has_the_place_of_its_name() -> None:
    assert tuple(place.name.lower() for place in columns.Sum) == SUMS


def test_indicators_say_their_unit_and_words_in_both_languages() -> None:
    for key in INDICATORS:
        row = ROWS[key]
        assert set(row.name) == set(row.meaning) == {"en", "nl"}, key
        assert all(row.name.values()) and all(row.meaning.values()) and row.sources, key
        assert row.unit != "share" or row.counted_in.startswith(("share", "index")), key


def test_dials_stand_where_compiled_code_looks() -> None:
    assert all(DIALS[dial] == dial.name.lower() for dial in Dial)
    assert DIALS[SEATS] == f"initiative_share_{SECTORS[0]}"
    for law in range(MAXIMUM_LAWS):
        for dial in LawDial:
            assert DIALS[LAW + law * PER_LAW + dial] == f"law_{law}_{dial.name.lower()}"
    assert len(DIALS) == LAW + MAXIMUM_LAWS * PER_LAW


def test_every_kind_of_instrument_sets_dials() -> None:
    with_dials_of_their_own = {"law", "instrument_conditions"}
    assert {dial.kind for dial in Dial} | with_dials_of_their_own == set(KINDS)
