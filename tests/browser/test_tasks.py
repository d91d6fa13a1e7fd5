"""Nine tasks of policy staff in a browser, in both languages, on a wide and on a narrow screen."""

import inspect
from pathlib import Path

import pytest

import smartmix as sm
from tests.browser.tasks import TASKS, Actions


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What Python says of the comparison that the page makes."""
    out = tmp_path_factory.mktemp("expected") / "run"
    return sm.compare("mix-1", "mix-2", draws=20, firms=300, figures=False, out=out)


@pytest.mark.parametrize(
    ("lang", "width"),
    [
        ("nl", 390),
        ("en", 1280),
        pytest.param("nl", 1280, marks=pytest.mark.long),
        pytest.param("en", 390, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.do.__name__)
def test_a_task(request, new_page, server, tmp_path: Path, task, lang, width) -> None:
    page = new_page(width)
    page.goto(f"{server}/?lang={lang}")
    page.locator("#answer").wait_for()
    do = Actions(page, lang, tmp_path)
    wanted = [name for name in inspect.signature(task.do).parameters if name != "do"]
    task.do(do, *map(request.getfixturevalue, wanted))
    assert do.count <= task.most
    assert do.page.evaluate("document.documentElement.scrollWidth") <= width
