"""Golden studies: what a tiny run of every verb prints and writes, as it was when last looked at."""

import difflib
import math

import pytest
from golden_studies import FOLDER, NUMBER, STUDIES, texts_of
from update_golden import COMMAND

HINT = f"if that was meant, run: {COMMAND} (and say in the commit what changed and why)"
#: Where a study is `near`: allowed of a number, and of one that is almost nothing.
RELATIVE, ABSOLUTE = 1e-9, 1e-12
SHOWN = 60


def alike(kept: str, found: str) -> bool:
    """Whether two lines are the same but for the last digits of numbers that are not whole."""
    if NUMBER.sub("#", kept) != NUMBER.sub("#", found):
        return False
    return all(_close(a, b) for a, b in zip(NUMBER.findall(kept), NUMBER.findall(found), strict=True))


def _close(kept: str, found: str) -> bool:
    if kept == found:
        return True
    is_whole = not set(".eE") & set(kept + found)
    return not is_whole and math.isclose(float(kept), float(found), rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def changes(name: str, kept: str, found: str, near: bool) -> list[str]:
    """The lines that differ, as a diff."""
    before, after = kept.splitlines(), found.splitlines()
    if near and len(before) == len(after):
        after = [a if alike(a, b) else b for a, b in zip(before, after, strict=True)]
    return list(difflib.unified_diff(before, after, f"{name} (kept)", f"{name} (now)", n=2, lineterm=""))


@pytest.mark.parametrize("name", STUDIES)
def test_golden_study(name: str) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in sorted((FOLDER / name).glob("*"))}
    found = texts_of(name)
    assert sorted(kept) == sorted(found), HINT
    told = [line for file in kept for line in changes(f"{name}/{file}", kept[file], found[file], STUDIES[name].near)]
    if told:
        pytest.fail("\n".join([f"{name} changed; {HINT}", *told[:SHOWN], f"({len(told)} lines)"]), pytrace=False)


def test_every_kept_study_is_run() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(STUDIES)


def test_only_last_digits_may_differ() -> None:
    assert alike('"a": 0.123456789012,', '"a": 0.123456789013,')
    assert alike("0.0,1e-15", "1e-17,0.0")
    assert not alike('"a": 0.12345678', '"a": 0.12345679')
    assert not alike("draws 4", "draws 5") and not alike("4 draws", "4 runs") and not alike("1, 2", "1")
