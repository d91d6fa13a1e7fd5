"""README and docs do what they say: their code runs, links lead somewhere, nothing is left undescribed."""

import ast
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from browser.tasks import TASKS
from docs_blocks import PAGES, ROOT, Block, all_blocks, blocks_of, commands

from simulation.driver import quarter_table
from simulation.parameters import registry
from simulation.safe_yaml import read_yaml

README, README_NL = ROOT / "README.md", ROOT / "README.nl.md"
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
#: A number that was given out and never used for a source (docs/decisions.md).
MISSING_SOURCE = "P-C4"


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the mix that docs/scenarios.md writes, in English."""
    for block in blocks_of(ROOT / "docs" / "scenarios.md"):
        named = re.match(r"# file: (\S+)\n", block.text)
        if named:
            (tmp_path / named[1]).write_text(block.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return tmp_path


def _told_once(blocks: list[Block]) -> list[Any]:
    """Blocks to run; long are those of a Dutch page, which is the English one again, and what a golden study runs."""
    again = ("README.nl.md", "docs/page.nl.md", "docs/report.nl.md", "docs/questions.nl.md", "docs/discover.md")
    return [pytest.param(b, marks=[pytest.mark.long] if b.name.startswith(again) else []) for b in blocks]


@pytest.mark.parametrize("block", _told_once(all_blocks("console")), ids=lambda block: block.name)
def test_commands_run(block: Block, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from smartmix.cli import main

    lines = commands(block.tested)
    assert lines, "a console block without a line that begins with smartmix: mark it as text or not tested"
    for line in lines:
        status = main(shlex.split(line, comments=True)[1:])
        printed = capsys.readouterr()
        assert status == 0, f"{line}\n{printed.err}"
        assert printed.out.strip(), line


@pytest.mark.parametrize("block", _told_once(all_blocks("python")), ids=lambda block: block.name)
def test_python_runs(block: Block, workplace: Path) -> None:
    exec(compile(block.tested, block.name, "exec"), {"__name__": "__main__"})


def shell_blocks(page: Path) -> list[str]:
    return [block.text.strip() for block in blocks_of(page) if block.language == "sh"]


def test_both_readmes_hold_the_same_commands() -> None:
    dutch = shell_blocks(README_NL)
    assert shell_blocks(README) == [block.replace(" --lang nl", "") for block in dutch]
    assert len(dutch) == 2 and sum(block.endswith("compare --lang nl") for block in dutch) == 1

    def plain(page: Path) -> list[str]:
        found = [line for block in blocks_of(page) if block.language == "console" for line in commands(block.text)]
        return [line.removesuffix(" --lang nl").replace("runs/mijn", "runs/mine") for line in found]

    assert plain(README) == plain(README_NL)


def test_fallback_line_is_the_same_in_both_readmes() -> None:
    lines = [re.findall(r"`(python3 -m venv [^`]+)`", page.read_text(encoding="utf-8")) for page in (README, README_NL)]
    assert len(lines[0]) == 1 and lines[1] == [lines[0][0] + " --lang nl"]
    assert lines[0][0].endswith("-m uv run smartmix compare")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    tests = [command for command in shell_blocks(README) if command.endswith("pytest")]
    assert len(tests) == 1
    assert f"TESTS='{tests[0]}'" in text
    assert 'check tests "$TESTS"' in text
    assert script.stat().st_mode & 0o100
    assert all(tests[0] in shell_blocks(page) for page in (README, README_NL, ROOT / "CONTRIBUTING.md"))


def test_readmes_name_every_verb() -> None:
    from smartmix.verbs import VERBS

    for page in (README, README_NL):
        named = re.findall(r"^\| `(\w+)` \|", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert named == list(VERBS)


def test_readmes_open_with_a_question_and_one_figure() -> None:
    for page in (README, README_NL):
        text = page.read_text(encoding="utf-8")
        assert "?**" in text.split("\n\n")[1]
        assert len(re.findall(r"^!\[", text, flags=re.MULTILINE)) == 1
        assert text.index("![") < text.index("\n## ")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = page.parent / path if path else page
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_nought_has_no_sign(page: Path) -> None:
    """`-0.0` is a difference that was rounded away, not one below zero."""
    signed = re.findall(r"(?<![\w.,)\]–-])[+\-\N{MINUS SIGN}]0(?:[.,]0+)?(?![\w.,])", page.read_text(encoding="utf-8"))
    assert not signed, signed


def test_model_describes_every_parameter_and_rule() -> None:
    rules = [
        node.name
        for file in sorted((ROOT / "simulation" / "rules").glob("*.py"))
        if file.stem not in ("worked", "__main__")  # they work the rules out by hand, and are none
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    missing = [name for name in (*registry(), *rules) if f"`{name}`" not in MODEL]
    assert not missing


def test_model_holds_the_quarter_as_it_runs() -> None:
    rows = re.findall(r"^\| ([a-e]) \| ([^|]+) \| `(\w+)` \|", MODEL, flags=re.MULTILINE)
    assert rows == [(row["phase"], row["who"], row["stage"]) for row in quarter_table()]


def test_every_source_can_be_looked_up() -> None:
    known = set(
        re.findall(r"^\| ([SPKN]-\w+) \|", (ROOT / "docs" / "sources.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    files = [
        *PAGES,
        *(
            f
            for house in ("simulation", "scenarios")
            for kind in ("py", "yaml", "md", "csv")
            for f in (ROOT / house).rglob(f"*.{kind}")
        ),
    ]
    unknown = {
        f"{name} in {file.name}"
        for file in files
        for name in re.findall(r"\b(?:S-\d{3}|[PN]-[A-H]\d+|K-\d+)\b", file.read_text(encoding="utf-8"))
        if name not in known and name != MISSING_SOURCE
    }
    assert not unknown


def test_citation_can_be_read() -> None:
    citation = read_yaml(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors", "version", "date-released", "license"} <= set(citation)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(citation["version"]) == project["version"]
    assert citation["license"] == project["license"]
    assert f"## {project['version']} (" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def text_files() -> list[Path]:
    """Files of the project that are text: what git keeps, read without git."""
    left_out = {"runs", "dist", "uv.lock", "__pycache__"}
    top = [path for path in ROOT.iterdir() if path.name not in left_out and not path.name.startswith(".")]
    top += [ROOT / ".ci", ROOT / ".gitignore", ROOT / ".python-version"]
    files = [f for path in top for f in ([path] if path.is_file() else path.rglob("*")) if f.is_file()]
    binary = {".png", ".parquet", ".mo", ".pyc", ".npz"}
    return [f for f in files if f.suffix not in binary and not left_out & set(f.parts[len(ROOT.parts) :])]


def test_no_registry_hosts_or_local_paths() -> None:
    # joined here, so that this file does not hold them itself
    hosts = [
        ".".join(parts)
        for parts in (("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"), ("crates", "io"))
    ]
    places = ["/" + place for place in ("work/", "root/", "home/", "tmp/bash")] + ["C:" + "\\Users"]
    # a place begins a path; an address may have such a part after the name of its site
    pattern = re.compile("|".join([*map(re.escape, hosts), *(rf"(?<![a-z]){re.escape(place)}" for place in places)]))
    found = {
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in text_files()
        for match in pattern.finditer(file.read_text(encoding="utf-8"))
    }
    assert not found


@pytest.mark.parametrize(("page", "lang"), [("page.md", "english"), ("page.nl.md", "dutch")])
def test_manuals_list_the_tasks_that_a_browser_does(page: str, lang: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| (\d+) \|$", text, re.MULTILINE)
    listed = [row for row in rows if row[0] in {getattr(task, lang) for task in TASKS}]
    assert listed == [(getattr(task, lang), str(task.most)) for task in TASKS]
    title = "## Nine tasks" if lang == "english" else "## Negen taken"
    assert len(TASKS) == 9 and len(text.split(title)[1].split("\n## ")[0].split("| --- |")[1].split("\n|")) - 1 == 9


def _numbers_by_row(page: Path) -> list[list[str]]:
    """The numbers in each row of a page's tables, without the marks of either language; `A4` is no number."""
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [sorted(re.sub("[.,]", "", each) for each in re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)*", row)) for row in rows]


@pytest.mark.parametrize("page", sorted(page.name for page in PAGES if page.name.endswith(".nl.md")))
def test_dutch_tables_hold_the_numbers_of_the_english_ones(page: str) -> None:
    dutch = next(each for each in PAGES if each.name == page)
    assert _numbers_by_row(dutch) == _numbers_by_row(dutch.with_name(page.replace(".nl.md", ".md")))


@pytest.mark.parametrize("page", ["page.md", "page.nl.md"])
def test_manuals_state_the_limits_that_the_page_has(page: str) -> None:
    from smartmix.page.serving import jobs

    told = _numbers_by_row(ROOT / "docs" / page)
    unfinished = (jobs.UNFINISHED_PER_PERSON, jobs.UNFINISHED_PER_ADDRESS, jobs.UNFINISHED)
    assert sorted(map(str, unfinished)) in told
    assert [str(jobs.KEPT)] in told


def test_every_variable_that_users_may_set_is_described() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").partition("## Environment")[2]
    manual = (ROOT / "docs" / "page.md").read_text(encoding="utf-8")
    named = set(re.findall(r"SMARTMIX_[A-Z]+(?:_[A-Z]+)*", manual + text))
    assert named == set(re.findall(r"SMARTMIX_[A-Z]+(?:_[A-Z]+)*", text))


def test_every_function_of_python_has_a_row() -> None:
    import smartmix as sm

    table = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").partition("| function | gives |")[2]
    assert [name for name in sm.__all__ if f"sm.{name}(" not in table] == []
