"""Shipped mixes, laws and futures: complete, and what they say they are."""

import datetime

import numpy as np
import pytest
from scenario_mixes import LUCK, NONE_LEFT, compiled, law_dial

from scenarios.catalogue import load_catalogue
from scenarios.compile import dial
from scenarios.differences import diff_mixes, first_difference
from scenarios.instrument_format import KINDS
from scenarios.library import (
    laws_checked,
    laws_of,
    list_futures,
    list_laws,
    list_mixes,
    load_future,
    load_law,
    load_mix,
)
from scenarios.quarters import index_of
from scenarios.schema import FOLDER, texts
from scenarios.shelf import mix_titles
from simulation.dials import DIALS, MAXIMUM_LAWS
from simulation.vocabulary import QUARTERS


@pytest.mark.parametrize("name", list_mixes())
def test_shipped_mix(name: str) -> None:
    mix = load_mix(name)
    assert mix.id == name
    for part in (mix, *mix.instruments.values(), *mix.rules.values()):
        assert part.name.en and part.name.nl and part.sources
    for item in mix.instruments.values():
        assert item.kind in KINDS
        for note in item.evidence.values():
            assert note.note.en and note.note.nl
        for field in item.evidence:
            assert field.split(".")[0] in type(item).model_fields
    for future in list_futures():
        for u, v in LUCK:
            schedule = compiled(mix, future, u, v)
            assert schedule.table.shape[1:] == (QUARTERS, len(DIALS))
            assert np.isfinite(schedule.table).all()
            assert (schedule.table[:, :, [DIALS.index(name) for name in NONE_LEFT]] >= 0).all()
            assert len(schedule.laws.identifiers) <= MAXIMUM_LAWS
            assert schedule.table.flags.c_contiguous


@pytest.mark.parametrize("name", list_mixes())
def test_assumed_dials_are_noted(name: str) -> None:
    """Numbers without a measured source say so: every dial of an instrument, or the map that holds it."""
    free = {"editions_per_year", "level", "small_firms_first", "law", "option", "regime"}
    # one note for all dials
    own_notes = {"stronger-initiatives", "renewed-initiatives", "sector-cooperation-2023", "assessed-initiatives"}
    for key, item in load_mix(name).instruments.items():
        if key in own_notes or item.kind == "law":
            continue
        dials = {field for field in item.model_fields_set if field in _dial_fields(item)} - free
        noted = {field.split(".")[0] for field in item.evidence}
        exempt = {"rows"} if key in ("bhos-endorsement", "innovation-missions") else set()
        assert dials - noted - exempt == set(), key


def _dial_fields(item: object) -> set[str]:
    from scenarios.instrument_format import Dated

    return set(type(item).model_fields) - set(Dated.model_fields) - {"kind"}


def test_shipped_sets() -> None:
    assert {
        "reference-2020",
        "mix-0",
        "mix-0-annex",
        "mix-1",
        "mix-2",
        "mix-2-fn1",
        "mix-2-eu",
        "mix-3",
        "mix-3-fn1",
        "cabinet-2020",
        "ser-route-1",
        "ser-route-2",
        "ser-route-3",
        "actual-policy",
        "mix-1-tightened",
        "mix-2-tightened",
        "mix-3-tightened",
        "csddd-minimum",
        "csddd-wider-1000",
        "csddd-wider-250",
        "csddd-minimum-office",
        "csddd-minimum-initiatives",
        "csddd-late",
        "csddd-none",
    } == set(list_mixes())
    assert set(list_futures()) == {"ex-ante-2020", "as-happened", "no-eu-law"}
    assert len(list_laws()) == 24


def test_a_mix_introduces_itself_as_it_is_read() -> None:
    for title in mix_titles():
        mix = load_mix(title.id)
        assert (title.name, title.description) == (mix.name.model_dump(), mix.description.model_dump())
        assert title.extends == (mix.lineage[0] if mix.lineage else None)


def test_laws_of_what_happened_were_checked_within_a_year() -> None:
    """Fails a year after somebody last held one of them against the law: read it again, then renew `checked`."""
    unchecked = {law for law in laws_of(load_future("as-happened")) if load_law(law).checked is None}
    assert not unchecked
    oldest = laws_checked(load_future("as-happened"))
    assert oldest is not None
    assert datetime.date.today() - datetime.date.fromisoformat(oldest) <= datetime.timedelta(days=366), oldest


@pytest.mark.parametrize("name", list_laws())
def test_shipped_law(name: str) -> None:
    law = load_law(name)
    assert law.name.en and law.name.nl and law.description.en and law.description.nl and law.sources
    if law.inspections_per_100_firms > 0:
        assert "inspections_per_100_firms" in law.evidence
    assert law.evidence


@pytest.mark.parametrize("name", list_futures())
def test_shipped_future(name: str) -> None:
    future = load_future(name)
    assert future.name.en and future.name.nl and future.sources and future.evidence


def test_catalogue_names_every_kind() -> None:
    assert set(load_catalogue()) == set(KINDS)


def test_schema_files_are_up_to_date() -> None:
    """Update with: python -c "from scenarios.schema import json_schema; json_schema()"."""
    for name, text in texts().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, name


def test_mixes_1_to_3_differ_in_the_obligation_only() -> None:
    for other in ("mix-2", "mix-3", "mix-2-eu", "mix-3-fn1"):
        changed = {row.instrument for row in diff_mixes(load_mix("mix-1"), load_mix(other))}
        assert changed <= {"wzk", "broad-law", "transparency-duty"}
    for other in ("mix-2-tightened", "mix-3-tightened"):
        changed = {row.instrument for row in diff_mixes(load_mix("mix-1-tightened"), load_mix(other))}
        assert changed <= {"wzk", "broad-law", "transparency-duty"}


def test_items_of_mix_1_start_on_one_date() -> None:
    reference, mix = load_mix("reference-2020"), load_mix("mix-1")
    added = [item for name, item in mix.instruments.items() if name not in reference.instruments]
    assert {item.in_force for item in added} == {"2021Q3"}
    assert {item.announced for item in added} == {"2020Q4"}


def test_mix_0_is_the_reference_with_the_child_labour_act() -> None:
    rows = diff_mixes(load_mix("reference-2020"), load_mix("mix-0"))
    assert {row.instrument for row in rows} == {"wzk"}
    assert law_dial(compiled(load_mix("reference-2020")), "wzk", "in_force").max() == 0
    assert law_dial(compiled(load_mix("mix-0")), "wzk", "in_force").max() == 1
    assert law_dial(compiled(load_mix("mix-0"), v=0.99), "wzk", "in_force").max() == 0  # never


def test_annex_list_keeps_the_past() -> None:
    annex, zero = compiled(load_mix("mix-0-annex")), compiled(load_mix("mix-0"))
    assert first_difference(annex, zero) == index_of("2021Q3")
    assert dial(annex, "subsidy_budget")[-1] == 0 < dial(zero, "subsidy_budget")[-1]
    assert dial(annex, "initiative_standard")[-1] == dial(zero, "initiative_standard")[-1] > 0


def test_eu_effort_of_the_reference_is_what_the_future_counts_in() -> None:
    future = load_future("ex-ante-2020")
    assert future.eu_law is not None
    effort = dial(compiled(load_mix("reference-2020")), "eu_effort")
    assert effort[-1] == future.eu_law.reference_effort


def test_common_past() -> None:
    reference = compiled(load_mix("reference-2020"))
    for name in list_mixes():
        quarter = first_difference(reference, compiled(load_mix(name)))
        assert quarter is None or quarter >= index_of("2020Q4"), name
