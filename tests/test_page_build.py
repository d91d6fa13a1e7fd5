"""A mix built on the page: changes in the address, uploads as data, no effect in words; laws and their scope."""

from dataclasses import fields

import pytest

import smartmix as sm
from results.mixes.dial_words import field_name, shown_value
from results.words import full_name
from scenarios.dial_fields import fields_of
from scenarios.extending import change_between, merged
from scenarios.library import list_mixes, load_mix
from scenarios.scope import count_law, count_scope
from scenarios.shipped import list_laws, load_law
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from smartmix.page.build.effect import LOOKS, overtaken, reasons, starts_apart
from smartmix.page.build.result import differences_table, overtaken_line, reason_line
from smartmix.page.dials.mix_address import clean_name, own_of, own_problems, own_text_of, parts_of, with_change
from smartmix.page.dials.mix_changes import built, over, read_changes, write_changes, write_value, yaml_of
from smartmix.page.dials.mix_file import changes_of, file_text
from smartmix.page.dials.own_mixes import KEPT_PER_PERSON, LARGEST_UPLOAD, OwnMixes, read_upload, start_mix
from smartmix.page.dials.policy_dials import (
    BROAD_LAW,
    CONDITIONS,
    advisers,
    budget,
    can_take_broad_law,
    conditions,
    effort,
    main_law,
    members,
    set_advisers,
    set_budget,
    set_conditions,
    set_effort,
    set_inspections,
    set_members,
    set_start,
    set_threshold,
    threshold,
)
from smartmix.page.law.dates import when
from smartmix.page.law.mixes import with_law
from smartmix.page.law.table import laws_table
from smartmix.page.law.thresholds import address_of, asked_test
from smartmix.page.parts.choices import mix_choices, request_of
from smartmix.page.serving.address import Address

CHANGES = (
    "support-office.advisers:40,broad-law.level:EU,wzk:off,broad-law.scope.0.employees:100,"
    "broad-law.steps:~integrate~identify,more-subsidies.schemes.fbk.share_of_cost:0.75"
)


def test_an_address_makes_the_mix_and_its_file_reads_back(write) -> None:
    mix = built(load_mix("mix-2"), read_changes(CHANGES), "Meer adviseurs!")
    assert mix.id == "meer-adviseurs"
    assert mix.instruments["support-office"].advisers == 40
    assert mix.instruments["broad-law"].scope[0].employees == 100
    assert mix.instruments["broad-law"].scope[0].turnover_eur == 40_000_000  # the law's own, kept
    assert "wzk" not in mix.instruments
    assert load_mix(write(yaml_of(mix))) == mix == read_upload(yaml_of(mix))
    assert write_changes(read_changes(CHANGES)) == CHANGES


def test_every_dial_of_every_kind_writes_and_reads_back() -> None:
    mix = load_mix("mix-2")
    for name, item in mix.instruments.items():
        assert fields_of(item)
        for field in fields_of(item):
            assert field_name(field.path, "nl") and shown_value(field.path, field.value, "nl")
            if field.value is not None and field.last != "option":
                assert built(mix, {f"{name}.{field.path}": write_value(field.value)}).instruments


def test_an_instrument_of_another_mix_comes_and_goes() -> None:
    start = load_mix("reference-2020")
    changes = with_change(start, {}, "support-office", "mix-1")
    assert "support-office" in built(start, changes).instruments
    changes = with_change(start, changes, "support-office.advisers", "30")
    assert built(start, changes).instruments["support-office"].advisers == 30
    assert with_change(start, changes, "support-office", "off") == {}


def test_what_equals_the_start_is_no_change() -> None:
    start = load_mix("mix-2")
    changes = with_change(start, {}, "support-office.advisers", "40")
    assert changes == {"support-office.advisers": "40"}
    assert with_change(start, changes, "support-office.advisers", "12") == {}
    assert with_change(start, changes, "support-office", "off") == {"support-office": "off"}
    table = differences_table(start, built(start, changes), "nl")
    assert table is not None
    assert table.lines[0][2:] == ["12", "40"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("support-office.advisers:-3", "found -3"),
        ("nothing:off", "unknown instrument nothing"),
        ("broad-law.in_force:2018Q1", "comes before announced"),
        ("general-information.order:1", "both set passive_contacts"),
        ("support-office.what:3", "unknown key"),
        ("broad-law.scope.7.employees:3", "found 7"),
        ("broad-law.scope:over-many", "many"),
        ("support-office:../../etc/passwd.yaml", "unknown mix"),
        ("support-office.advisers:nan", "a number is needed"),
    ],
)
def test_what_cannot_be_is_one_line(changes: str, said: str) -> None:
    with pytest.raises(InputProblem) as problem:
        built(load_mix("mix-2"), read_changes(changes))
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_an_upload_is_data_only(tmp_path) -> None:
    text = yaml_of(built(load_mix("mix-1"), {}))
    secret = tmp_path / "secret.yaml"
    secret.write_text(text, encoding="utf-8")
    for bad, said in (
        (f"format: 1\nid: a\nname: {{en: a, nl: a}}\nextends: {secret}\n", "extends"),
        ("format: 1\nid: a\nname: {en: a, nl: a}\nextends: ./mix.yaml\n", "extends"),
        ("a: !!python/object/apply:os.system ['true']", "tags (!)"),
        ("x: &a [1]\ny: *a", "anchors"),
        ("#" * (LARGEST_UPLOAD + 1), "bytes"),
        ("just words", "no keys"),
        (text.replace("advisers: 12", "advisers: many"), "many"),
    ):
        with pytest.raises(InputProblem) as problem:
            read_upload(bad)
        assert said in str(problem.value), bad[:60]
        assert str(tmp_path) not in str(problem.value).replace(str(secret), "")


def test_a_file_says_only_what_differs_and_gives_its_dials_back(write) -> None:
    for start, changes in (
        ("mix-2", CHANGES),
        ("mix-2", "broad-law.scope:over-1000,broad-law.in_force:2027Q1,broad-law.inspections_per_100_firms:5"),
        ("reference-2020", "broad-law:mix-2,broad-law.scope:over-500,support-office:mix-1,support-office.advisers:3"),
        ("ser-route-2", "support-office.advisers:3"),
    ):
        mix = built(load_mix(start), read_changes(changes), "Meer dan 1.000")
        text = file_text(mix)
        assert f"extends: {start}" in text
        assert len(text.splitlines()) < 60
        again = load_mix(write(text))
        assert again == mix
        assert changes_of(again) == (start, read_changes(changes)) or set(changes_of(again)[1]) == set(
            read_changes(changes)
        )


@pytest.mark.parametrize("mix", list_mixes())
def test_what_differs_between_two_mixes_makes_one_of_the_other(mix: str) -> None:
    for other in ("reference-2020", "mix-2", "ser-route-2"):
        base, result = (
            load_mix(name).model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude={"lineage"})
            for name in (other, mix)
        )
        found = merged(base, change_between(base, result), "a", other)
        assert {key: value for key, value in found.items() if value != {}} == result


def test_own_mixes_are_on_disk_and_still_there_after_a_restart(tmp_path) -> None:
    mix = built(load_mix("mix-2"), read_changes("broad-law.scope:over-1000"), "Grote bedrijven; eerst")
    kept = OwnMixes(tmp_path).keep("", mix)
    assert kept.file == tmp_path / "grote-bedrijven-eerst.yaml"
    store = OwnMixes(tmp_path)  # as after a restart
    assert [each.mix for each in store.of("")] == [mix]
    assert store.find(kept.key) == mix
    assert parts_of(store.of("")[0]) == ("mix-2", "Grote bedrijven; eerst", {"broad-law.scope": "over-1000"})
    ((mix_id, text),) = own_of(Address("/", {"own": own_text_of(kept)}))
    assert mix_id == mix.id
    assert read_upload(text).instruments == mix.instruments
    store.let_go("", "../elsewhere.yaml")
    assert store.of("")
    store.let_go("", kept.file.name)
    assert not store.of("")
    assert not list(tmp_path.iterdir())


def test_own_mixes_are_each_persons_own_and_limited(tmp_path) -> None:
    store, start = OwnMixes(tmp_path), load_mix("mix-1")
    for n in range(KEPT_PER_PERSON):
        kept = store.keep("a", built(start, {}, f"Mix {n}"))
    with pytest.raises(InputProblem, match="remove one first"):
        store.keep("a", built(start, {}, "One more"))
    store.keep("a", built(start, {"support-office": "off"}, "Mix 3"))  # of the same name: written again
    assert store.of("b") == []
    assert store.find(kept.key) == kept.mix
    with pytest.raises(InputProblem, match="no longer kept"):
        start_mix("file-0")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"format: 1\nid: [", "line"),
        (b"\xff\xfe", "UTF-8"),
        (b"x: &a [1]\n", "anchors"),
        (b"format: 1\nid: a\nname: {en: a, nl: a}\nextends: mix-99\n", "mix-99"),
        (b"", "no keys"),
    ],
)
def test_a_damaged_file_is_one_line(tmp_path, content: bytes, said: str) -> None:
    store = OwnMixes(tmp_path)
    good = store.keep("", built(load_mix("mix-1"), {}, "Good"))
    (tmp_path / "bad.yaml").write_bytes(content)
    bad = next(kept for kept in store.of("") if kept.mix is None)
    assert said in str(bad.problem)
    assert "\n" not in str(bad.problem)
    assert list(store.mixes("")) == [good.mix.id]
    assert store.find("file-0") is None
    store.let_go("", "bad.yaml")
    assert [kept.file for kept in store.of("")] == [good.file]


def test_another_page_can_compare_several_own_mixes() -> None:
    asked = "mix-2;Mijn mix;support-office.advisers:40|mix-1;Ander;wzk:off"
    found = dict(own_of(Address("/", {"own": asked})))
    assert list(found) == ["mijn-mix", "ander"]
    assert read_upload(found["mijn-mix"]).instruments["support-office"].advisers == 40
    assert own_of(Address("/")) == ()
    gone = Address("/", {"own": f"file-0;;|{asked}|mix-2;x;nothing:off", "mixes": "mijn-mix"})
    assert list(dict(own_of(gone))) == ["mijn-mix", "ander"]  # the page lives on
    assert ["no longer kept" in str(each) for each in own_problems(gone)] == [True, False]
    assert request_of(gone).mixes == ("mijn-mix",)
    assert clean_name(" a|b;\n c ") == "a b, c"


@pytest.mark.parametrize("name", list_mixes())
def test_the_eight_dials_of_policy_stand_where_they_were_put(name: str) -> None:
    """For every shipped mix, also those that have no law, office or other conditions."""
    start = load_mix(name)
    changes = turned(start, {}, [] if main_law(start) or not can_take_broad_law(start) else [BROAD_LAW])
    law = main_law(built(start, changes))
    if law is not None:
        turns = [*set_threshold(law, 1000), *set_start(built(start, changes), law, "2027Q1"), *set_inspections(law, 5)]
        changes = turned(start, changes, turns)
        now = built(start, changes)
        assert (threshold(now, law), now.instruments[law].in_force) == (1000, "2027Q1")
        assert count_scope(now.instruments[law].scope[0].test(), load_population(2000)).total.central > 0
    for setter, asked in ((set_advisers, 40), (set_budget, 30e6), (set_members, 0.5), (set_effort, 0.75)):
        changes = turned(start, changes, setter(built(start, changes), asked))
    now = built(start, changes)
    assert (advisers(now), effort(now)) == (40, 0.75)
    assert (budget(now), members(now)) == (pytest.approx(30e6), pytest.approx(0.5, abs=1e-5))
    for other in CONDITIONS:
        assert conditions(built(start, turned(start, changes, set_conditions(start, now, other)))) == other


def turned(start, changes, turns):
    for key, value in turns:
        changes = with_change(start, changes, key, value)
    return changes


def test_one_threshold_takes_the_place_of_all_and_goes_back() -> None:
    start = load_mix("mix-2")
    changes = turned(start, {}, [("broad-law.scope.0.turnover_eur", "1"), *set_threshold("broad-law", 1000)])
    assert changes == {"broad-law.scope": "over-1000"}
    (phase,) = built(start, changes).instruments["broad-law"].scope
    assert (phase.employees, phase.strictly_more, phase.turnover_eur, phase.needed) == (1000, True, None, None)
    assert turned(start, changes, set_threshold("broad-law", None)) == {}
    changes = with_change(start, changes, "broad-law.scope.0.employees", "250")
    assert built(start, changes).instruments["broad-law"].scope[0].employees == 250


def test_emptied_thresholds_make_no_impossible_mix() -> None:
    start, changes = load_mix("mix-2"), {}
    for key in ("employees", "turnover_eur", "assets_eur"):
        changes = with_change(start, changes, f"broad-law.scope.0.{key}", "none")
        (phase,) = built(start, changes).instruments["broad-law"].scope
    assert phase.needed is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ("support-office.strength:0,support-office.advisers:40", ["strength"]),
        ("support-office.in_force:2034Q1,support-office.advisers:33", ["late"]),
        ("support-office.advisers:12", ["equal"]),
        ("support-office.advisers:40", []),
        ("broad-law.in_force:2034Q1,broad-law.civil_liability:true", ["overtaken"]),
    ],
)
def test_no_effect_has_its_reason(changes: str, why: list[str]) -> None:
    start = load_mix("mix-2")
    found = reasons(start, read_changes(changes), "as-happened", 1, 2030)
    assert [reason.why for reason in found] == why


def test_how_often_eu_law_comes_first_is_said() -> None:
    start, changes = load_mix("mix-2"), read_changes("broad-law.in_force:2027Q1,support-office.advisers:40")
    mix = built(start, changes)
    assert overtaken(mix, changes, "no-eu-law", 1, 2030) == {}
    found = overtaken(mix, changes, "ex-ante-2020", 1, 2030)
    assert list(found) == ["broad-law"]
    assert 0 < found["broad-law"] < LOOKS
    assert overtaken_line(mix, "broad-law", 14, "en").startswith("1.1 Broad due-diligence law: in 7 of 10 futures")
    assert "13 of 20 futures" in overtaken_line(mix, "broad-law", 13, "en")
    late = read_changes("broad-law.in_force:2034Q1,broad-law.civil_liability:true")
    (reason,) = reasons(start, late, "as-happened", 1, 2030)
    assert reason.first == LOOKS
    assert "10 of 10 futures" in reason_line(reason, built(start, late), start, 2030, "en")


def test_mixes_that_are_equal_never_part() -> None:
    from scenarios.library import load_future

    start, future = load_mix("mix-2"), load_future("no-eu-law")
    assert starts_apart(start, built(start, {}), future, 1, 2030) is None
    assert starts_apart(start, built(start, {"support-office.advisers": "40"}), future, 1, 2030) is not None


def test_a_threshold_survives_the_address() -> None:
    test = ScopeTest(250.0, 40e6, 20e6, 2, True, False, False, True, False, ("food",))
    values = {key: value for key, value in address_of(test).items() if value is not None}
    assert asked_test(Address("/law", values)) == test
    assert asked_test(Address("/law", {"employees": "-1", "turnover": "x", "how": "y"})) == ScopeTest()


COUNTABLE = [law for law in list_laws() if not load_law(law).scope[-1].test().nobody]


@pytest.mark.parametrize("law", [law for law in COUNTABLE if not load_law(law).scope[-1].test().parts])
def test_the_counter_takes_over_what_a_law_counts_groups_too(law: str) -> None:
    test = load_law(law).scope[-1].test()
    taken = asked_test(Address("/law", {key: value for key, value in address_of(test).items() if value is not None}))
    for each in fields(test):
        asked, found = getattr(test, each.name), getattr(taken, each.name)
        if each.name == "sectors":  # their order means nothing
            asked, found = sorted(asked), sorted(found)
        assert found == (pytest.approx(asked, rel=1e-6) if isinstance(asked, float) else asked), each.name


def test_of_tests_beside_each_other_the_counter_takes_the_first() -> None:
    test = load_law("batteries-regulation").scope[-1].test()
    values = address_of(test)
    assert (values["turnover"], values["only"], values["sectors"]) == ("40", "imports", "electronics")
    assert "conflict-minerals-regulation" not in COUNTABLE  # of which the world knows nobody: 0 is no count


@pytest.mark.parametrize("law", ["csrd-omnibus", "csddd-2024"])
def test_of_tests_beside_each_other_the_counter_takes_the_one_on_groups(law: str) -> None:
    test = load_law(law).scope[-1].test()
    taken = asked_test(Address("/law", {key: value for key, value in address_of(test).items() if value is not None}))
    assert taken == ScopeTest(1000.0, 450e6, strictly_more=True, group=True)


def test_one_threshold_for_a_law_of_groups_still_counts_groups() -> None:
    phases: list[dict[str, object]] = [
        phase.model_dump(exclude_defaults=True) for phase in load_law("csddd-2024").scope
    ]
    (phase,) = over(phases, 800)
    assert (phase["employees"], phase["counts"]) == (800, "group_worldwide")


@pytest.mark.parametrize("law", list_laws())
def test_every_law_can_be_added_dated_and_shown(law: str) -> None:
    from scenarios.library import load_future

    mix = with_law(load_mix("reference-2020"), law, {})
    assert read_upload(yaml_of(mix)) == mix
    found = when(law, "reference-2020", "as-happened", {}, 1, looks=5)
    assert all(0 <= share <= 1 for share in found.by_year.values())
    table = laws_table((law,), load_future("as-happened"), {law: count_law(law, load_population(2000))}, "nl")
    assert all(cell for line in table.lines for cell in line)


@pytest.mark.parametrize(
    ("lang", "name"), [("nl", "Bestaand beleid, zoals in 2020"), ("en", "Existing policy, as in 2020")]
)
def test_existing_policy_has_one_name_wherever_mixes_are_listed(lang: str, name: str) -> None:
    """Its file, which is part of the fingerprint of what ships, calls it a reference."""
    assert sm.mixes(lang).set_index("id").loc["reference-2020", "name"] == name
    assert mix_choices(lang)["reference-2020"] == name
    start = load_mix("reference-2020")
    assert name in getattr(built(start, {}).description, lang)
    assert full_name(start.id, start.name, lang) == name
