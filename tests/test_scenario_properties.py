"""Properties of scenario files, over files that hypothesis writes."""

import tempfile
from pathlib import Path

import numpy as np
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from scenarios.checking import check_file
from scenarios.compile import compile_schedule, dial
from scenarios.differences import diff_mixes, first_difference
from scenarios.instrument_format import KINDS
from scenarios.library import fingerprint, list_futures, list_laws, load_future, load_mix, vary_mix
from scenarios.mix_format import Mix
from scenarios.run_dates import RunDates, run_dates
from simulation.dials import DIALS, LAW, MAXIMUM_LAWS, PER_LAW, LawDial
from simulation.problems import InputProblem
from simulation.vocabulary import INSTRUMENT_GROUPS, QUARTERS, SECTORS, quarter_name

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
NAME = {"en": "a", "nl": "b"}


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data) -> bool:
        return True


def dumped(content: dict) -> str:
    return yaml.dump(content, Dumper=Plain, sort_keys=False, allow_unicode=True)


shares = some.floats(0, 1)
quarters = some.integers(0, QUARTERS - 1).map(quarter_name)
luck = some.floats(0.001, 0.999)


@some.composite
def periods(draw, law: bool = False):
    points = sorted(draw(some.lists(some.integers(0, QUARTERS - 1), min_size=3, max_size=3, unique=True)))
    announced, in_force, ends = map(quarter_name, points)
    period = {"announced": announced, "in_force": in_force}
    if draw(some.booleans()):
        period["ends"] = ends
    if law and draw(some.booleans()):
        period["in_force"] = draw(some.sampled_from(["never", "drawn"]))
    return period


TASKS = ("informing", "advising", "assessing", "monitoring")
DIALS_OF = {
    "letters": {"contacts_per_firm_per_year": some.floats(0, 10)},
    "information": {
        "passive_contacts_per_firm_per_year": some.floats(0, 10),
        "personal_contacts_per_firm_per_year": some.floats(0, 10),
    },
    "benchmark": {"editions_per_year": some.floats(0, 4)},
    "support_office": {"advisers": some.floats(0, 500), "small_firms_first": some.booleans()},
    "financial_incentive": {
        "schemes": some.dictionaries(
            some.sampled_from(["fbk", "fvo"]),
            some.fixed_dictionaries({"budget_eur_per_year": some.floats(0, 1e9), "share_of_cost": shares}),
            min_size=1,
        )
    },
    "sector_initiatives": {
        "share_of_firms": some.dictionaries(some.sampled_from(SECTORS), shares, min_size=1),
        "standard": shares,
    },
    "instrument_conditions": {
        "rows": some.dictionaries(
            some.sampled_from(INSTRUMENT_GROUPS),
            some.fixed_dictionaries(
                {
                    "tasks": some.lists(some.sampled_from(TASKS), unique=True),
                    "endorsement_required": some.booleans(),
                    "condition_allowed": some.booleans(),
                    "coverage": shares,
                }
            ),
            min_size=1,
        )
    },
    "procurement": {"share_of_central_spend": shares, "share_followed_up": shares},
    "eu_effort": {"effort": shares},
    "ncp": {"activity": shares},
    "law": {
        "law": some.sampled_from(list_laws()),
        "level": some.sampled_from(["NL", "EU"]),
        "inspections_per_100_firms": some.floats(0, 200),
        "freezes": some.booleans(),
    },
}


@some.composite
def instruments(draw):
    found = {}
    laws = set()
    for number, kind in enumerate(draw(some.lists(some.sampled_from(KINDS), max_size=6))):
        item = {"kind": kind, "name": NAME, "sources": ["x"], "order": number, "strength": draw(shares)}
        item |= draw(periods(law=kind == "law"))
        item |= {name: draw(values) for name, values in DIALS_OF[kind].items()}
        item["ramp"] = draw(some.integers(0, 20))
        if kind == "law":
            laws.add(item["law"])
        found[f"{kind.replace('_', '-')}-{number}"] = item
    return found


@some.composite
def contents(draw):
    content = {
        "format": 1,
        "id": "own",
        "name": NAME,
        "description": NAME,
        "sources": ["x"],
        "instruments": draw(instruments()),
    }
    if draw(some.booleans()):
        looks = sorted(draw(some.sets(some.integers(20, 80), min_size=1, max_size=3)))
        content["rules"] = {
            "r": {
                "name": NAME,
                "sources": ["x"],
                "when": {"observe": "endorsement", "below": draw(shares), "evaluate": [quarter_name(q) for q in looks]},
                "then": {
                    "instruments": {
                        "new": {
                            "kind": "ncp",
                            "name": NAME,
                            "sources": ["x"],
                            "in_force": "+2",
                            "activity": 1.0,
                            "order": 99,
                        }
                    }
                },
            }
        }
    return content


def read(content: dict) -> Mix:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(dumped(content))
        return load_mix(path)


@FEW
@given(contents(), some.sampled_from(list_futures()), luck, luck)
def test_any_mix_compiles_to_sound_dials(content, future_id, u, v) -> None:
    mix, future = read(content), load_future(future_id)
    dates = run_dates(future, mix, u, v, 0.2)
    schedule = compile_schedule(mix, future, dates)
    table = schedule.table
    assert np.isfinite(table).all()
    laws = table[:, :, LAW:].reshape(table.shape[0], QUARTERS, MAXIMUM_LAWS, PER_LAW)
    announced, in_force, scope = laws[..., 0], laws[..., 1], laws[..., 2]
    assert (in_force <= announced + 1e-12).all()  # a law in force has been announced
    assert ((announced > 0) == (scope >= 0)).all()
    assert scope.max(initial=-1) < max(len(schedule.scopes), 1)
    assert (table[:, :, :LAW] >= 0).all()
    for column in (DIALS.index("procurement_share"), DIALS.index("subsidy_share"), DIALS.index("eu_effort")):
        assert (table[:, :, column] <= 1).all()
    # Up to the first look, no rule can have changed anything.
    looks = [q for q in schedule.rule_evaluations.ravel() if q >= 0]
    upto = min(looks, default=QUARTERS - 1) + 1
    for variant in range(table.shape[0]):
        np.testing.assert_array_equal(table[variant, :upto], table[0, :upto])
    assert first_difference(schedule, schedule) is None


def test_a_second_version_of_a_law_takes_nothing_from_the_first() -> None:
    law = {
        "kind": "law",
        "name": NAME,
        "sources": ["x"],
        "law": "broad-dd-law",
        "level": "NL",
        "announced": "2012Q1",
        "inspections_per_100_firms": 0.0,
        "freezes": False,
    }
    first = {**law, "order": 0, "in_force": "2012Q2"}
    second = {**law, "order": 1, "in_force": "never", "strength": 0.5}
    base = {"format": 1, "id": "own", "name": NAME, "description": NAME, "sources": ["x"]}
    future = load_future("as-happened")
    for found in ({"a": first, "b": second}, {"b": second, "a": first}):
        both, alone = read({**base, "instruments": found}), read({**base, "instruments": {"a": first}})
        dates = run_dates(future, both, 0.5, 0.5, 0.2)
        table, expected = (compile_schedule(mix, future, dates).table for mix in (both, alone))
        np.testing.assert_array_equal(table[:, :, LAW::PER_LAW], expected[:, :, LAW::PER_LAW])


@FEW
@given(contents())
def test_no_strength_is_no_mix(content) -> None:
    content = {**content, "rules": {}}
    mix = read(content)
    zero = vary_mix(mix, {"*.strength": 0.0}) if mix.instruments else mix
    empty = mix.model_copy(update={"instruments": {}})
    for name in list_futures():
        future = load_future(name)
        dates = run_dates(future, mix, 0.4, 0.2, 0.1)
        a, b = compile_schedule(zero, future, dates), compile_schedule(empty, future, dates)
        np.testing.assert_array_equal(a.table, b.table)


@FEW
@given(contents(), shares, shares, some.integers(0, 20), luck, some.floats(0, 0.5))
def test_more_effort_is_never_later(content, low, high, ramp, u, shift) -> None:
    low, high = sorted((low, high))
    effort = {"kind": "eu_effort", "name": NAME, "sources": ["x"], "in_force": "2021Q1", "ramp": ramp, "order": 100}
    kept = {name: item for name, item in content["instruments"].items() if item["kind"] != "law"}
    future = load_future("ex-ante-2020")
    found = []
    for value in (low, high):
        mix = read({**content, "instruments": {**kept, "zz-effort": {**effort, "effort": value}}})
        dates = run_dates(future, mix, u, 0.5, shift)
        found.append(
            [QUARTERS if date is None else date for date in (dates.eu_proposal, dates.eu_adoption, dates.eu_in_force)]
        )
    # Effort of other instruments may exceed the low one for a while; only the common end is compared.
    if all(item["kind"] != "eu_effort" for item in kept.values()):
        assert all(more <= less for less, more in zip(*found, strict=True))
    assert all(dates == sorted(dates) for dates in found)


@FEW
@given(contents())
def test_a_child_without_changes_is_its_parent(content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parent, child = Path(folder) / "parent.yaml", Path(folder) / "child.yaml"
        parent.write_text(dumped({**content, "id": "parent"}))
        child.write_text("format: 1\nid: child\nextends: parent.yaml\nname: {en: a, nl: b}\n")
        a, b = load_mix(parent), load_mix(child)
        assert diff_mixes(a, b, words=True) == []
        assert fingerprint(load_mix(parent)) == fingerprint(a) != fingerprint(b)
        dates = RunDates(40, 50, 60, 45)
        for name in list_futures():
            one = compile_schedule(a, load_future(name), dates)
            np.testing.assert_array_equal(one.table, compile_schedule(b, load_future(name), dates).table)


KEYS = ["format", "id", "name", "sources", "instruments", "rules", "extends", "remove", "kind", "law", "x"]
plain = some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8)
trees = some.recursive(
    plain,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(some.dictionaries(some.sampled_from(KEYS), trees, max_size=8))
def test_nonsense_is_one_line(content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(dumped(content), encoding="utf-8")
        try:
            check_file(path)
        except InputProblem as problem:
            assert "\n" not in str(problem)


@settings(max_examples=150, deadline=None)
@given(some.text(max_size=60))
def test_any_text_is_one_line(text) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(text, encoding="utf-8", errors="ignore")
        try:
            check_file(path)
        except InputProblem as problem:
            assert "\n" not in str(problem)


@FEW
@given(contents(), some.sampled_from(["announced", "in_force", "ramp", "strength", "kind", "sources"]), trees)
def test_a_broken_field_is_one_line_or_fine(content, field, value) -> None:
    for item in content["instruments"].values():
        item[field] = value
    try:
        read(content)
    except InputProblem as problem:
        assert "\n" not in str(problem)
        assert "own" in str(problem)


@FEW
@given(contents(), some.sampled_from(list_futures()), luck, luck)
def test_equal_before_the_first_difference(content, future_id, u, v) -> None:
    mix, future = read(content), load_future(future_id)
    for name in ("reference-2020", "mix-2-eu"):
        other = load_mix(name)
        a = compile_schedule(mix, future, run_dates(future, mix, u, v, 0.2))
        b = compile_schedule(other, future, run_dates(future, other, u, v, 0.2))
        quarter = first_difference(a, b)
        upto = QUARTERS if quarter is None else quarter
        scope = [LAW + PER_LAW * slot + LawDial.SCOPE for slot in range(MAXIMUM_LAWS)]
        plain_dials = [column for column in range(len(DIALS)) if column not in scope]
        np.testing.assert_array_equal(a.table[0][:upto, plain_dials], b.table[0][:upto, plain_dials])
        assert dial(a, "ncp").shape == (QUARTERS,)
