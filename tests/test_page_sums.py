"""Mixes that are added up on the page: as on the command line, as an address, and named where they differ."""

import pytest

from results.language import say
from scenarios.library import load_mix
from simulation.problems import InputProblem
from smartmix.page.dials.mix_changes import built, read_changes
from smartmix.page.dials.mix_file import changes_of, file_text
from smartmix.page.dials.mix_sum import sum_of


def _own(name: str, changes: str, start: str = "mix-1"):
    return built(load_mix(start), read_changes(changes), name)


def test_mixes_add_up_as_on_the_command_line(tmp_path, monkeypatch) -> None:
    desk, own = _own("Meer adviseurs", "support-office.advisers:40"), _own("Trager", "support-office.ramp:8")
    found = sum_of(desk, [own, load_mix("mix-2")], "nl")
    assert found.name.nl == "Meer adviseurs + Trager + " + load_mix("mix-2").name.nl
    assert found.instruments["support-office"].advisers == 40 and "broad-law" in found.instruments
    for mix in (desk, own):
        (tmp_path / f"{mix.id}.yaml").write_text(file_text(mix), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    typed = load_mix("meer-adviseurs.yaml+trager.yaml+mix-2")
    assert (found.instruments, found.rules, found.id) == (typed.instruments, typed.rules, typed.id)


def test_a_sum_of_dials_is_an_address_and_no_file() -> None:
    found = sum_of(load_mix("mix-1"), [_own("Meer adviseurs", "support-office.advisers:40")], "en")
    assert changes_of(found) == ("mix-1", {"support-office.advisers": "40"})


@pytest.mark.parametrize(("lang", "says"), [("en", "says"), ("nl", "zegt")])
def test_mixes_that_differ_are_both_named(lang, says) -> None:
    many, few = (_own(name, f"support-office.advisers:{n}") for name, n in (("Meer adviseurs", 40), ("Minder", 3)))
    with pytest.raises(InputProblem) as refused:
        sum_of(load_mix("mix-2"), [many, few], lang)
    told = say(refused.value, lang)
    assert f"support-office.advisers: Meer adviseurs {says} 40.0, Minder {says} 3.0" in told and ".yaml" not in told
