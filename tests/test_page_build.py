"""A mix built on the page: changes in the address, uploads as data, no effect in words; laws and their scope."""

import pytest

from scenarios.dial_fields import fields_of
from scenarios.library import load_mix
from scenarios.scope import count_law
from scenarios.shipped import list_laws
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from smartmix.page.build.effect import reasons, starts_apart
from smartmix.page.build.result import differences_table
from smartmix.page.dials.dial_words import field_name, shown_value
from smartmix.page.dials.mix_address import own_of, with_change
from smartmix.page.dials.mix_changes import built, read_changes, write_changes, write_value, yaml_of
from smartmix.page.dials.own_mixes import KEPT_PER_PERSON, LARGEST_UPLOAD, OwnMixes, read_upload, start_mix
from smartmix.page.law.dates import when
from smartmix.page.law.mixes import with_law
from smartmix.page.law.table import laws_table
from smartmix.page.law.thresholds import address_of, asked_test
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


def test_own_mixes_are_each_persons_own_and_limited() -> None:
    store, start = OwnMixes(), load_mix("mix-1")
    keys = [store.keep("a", built(start, {}, f"Mix {n}")) for n in range(KEPT_PER_PERSON + 2)]
    assert list(store.of("a")) == keys[:1:-1]
    assert store.of("b") == {}
    assert store.find(keys[-1]) is not None
    store.let_go("a", keys[-1])
    assert store.find(keys[-1]) is None
    with pytest.raises(InputProblem, match="no longer kept"):
        start_mix("file-0")


def test_another_page_can_compare_the_mix() -> None:
    ((mix_id, text),) = own_of(Address("/", {"own": "mix-2;Mijn mix;support-office.advisers:40"}))
    assert mix_id == "mijn-mix"
    assert read_upload(text).instruments["support-office"].advisers == 40
    assert own_of(Address("/")) == ()


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


@pytest.mark.parametrize("law", list_laws())
def test_every_law_can_be_added_dated_and_shown(law: str) -> None:
    from scenarios.library import load_future

    mix = with_law(load_mix("reference-2020"), law, {})
    assert read_upload(yaml_of(mix)) == mix
    found = when(law, "reference-2020", "as-happened", {}, 1, looks=5)
    assert all(0 <= share <= 1 for share in found.by_year.values())
    table = laws_table((law,), load_future("as-happened"), {law: count_law(law, load_population(2000))}, "nl")
    assert all(cell for line in table.lines for cell in line)
