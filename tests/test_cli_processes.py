"""The command line as a process of its own: interrupted, killed, piped, and beside somebody else's packages."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cli_calls import ROOT, Call, refused

from experiments import integrity
from smartmix import output
from smartmix.cli import main
from smartmix.ending import AGAIN, listening

pytestmark = pytest.mark.usefixtures("english")


def hears_interrupts() -> None:
    """In the child: a shell may start tests in the background with interrupts ignored, which children inherit."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def process(*words: str | Path, **named: Any) -> subprocess.Popen[str]:
    if sys.platform != "win32":
        named["preexec_fn"] = hears_interrupts
    return subprocess.Popen(
        [sys.executable, "-m", "smartmix", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=named.pop("cwd", ROOT),
        **named,
    )


LONGER = [
    "compare",
    "mix-1",
    "--draws",
    "100",
    "--firms",
    "1200",
    "--until",
    "2024",
    "--no-figures",
    "--quiet",
    "--workers",
    "1",
    "--prior",
]


#: Signals that a command puts everything in order for, and the status with which it ends.
ENDINGS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
#: A signal just when a module begins to be imported.
PRESSED = """
import os, signal, sys

def look(event, given):
    if event == "import" and given[0] == "{module}":
        os.kill(os.getpid(), signal.{name})

sys.addaudithook(look)
"""


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("cli") / "whole"
    assert main([*LONGER, "--out", str(folder)]) == 0
    return data_of(folder)


def data_of(folder: Path) -> dict[str, bytes]:
    files = [*(folder / "data").rglob("*.parquet"), folder / "summary.csv", folder / "runs.csv"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
@pytest.mark.parametrize("how", [*ENDINGS, "SIGKILL"])
def test_interrupted_run_goes_on(call: Call, tmp_path: Path, uninterrupted: dict[str, bytes], how: str) -> None:
    folder = tmp_path / "run"
    running = process(*LONGER, "--out", folder)
    first = folder / integrity.note_name(0)  # a block counts from its note on
    while not first.exists() and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.Signals[how])
    out, err = running.communicate(timeout=20)
    assert out == "" and not (folder / "manifest.json").exists()
    if how in ENDINGS:
        assert running.returncode == ENDINGS[how]
        assert err.count("\n") == 1 and f"--out {folder}" in err and re.search(r"\b\d*(00|25|50|75) of 100", err)
        assert not list(folder.rglob(".writing-*"))
    else:
        (folder / "data" / "mix-1" / ".writing-left.parquet").write_bytes(b"half")
    refused(call("verify", folder), "not a finished run")
    refused(call(*LONGER, "--seed", "2", "--out", folder), "not empty")
    assert call(*LONGER, "--out", folder).status == 0
    assert data_of(folder) == uninterrupted
    assert not list(folder.rglob(".writing-*"))
    assert call("verify", folder).status == 0


@pytest.mark.parametrize("when", ["while it closes", "while it is shown"])
def test_what_was_finished_is_not_called_lost(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Ctrl-C after the manifest was written: nothing is left to do, and the line says so."""
    folder = tmp_path / "run"

    def press(*_given: Any, **_named: Any) -> None:
        if (folder / "manifest.json").is_file():
            raise KeyboardInterrupt

    if when == "while it closes":
        monkeypatch.setattr(integrity, "_tidy", press)
    else:
        monkeypatch.setattr(output, "show", press)
    words = ("compare", "mix-1", "--draws", "2", "--firms", "100", "--until", "2021", "--prior", "--no-figures")
    stopped = call(*words, "--quiet", "--out", folder)
    assert stopped.status == 130
    assert stopped.err == f"stopped; the run was finished by then and is in {folder}\n"
    monkeypatch.undo()
    assert call("verify", folder, "--lang", "en").status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
@pytest.mark.parametrize(
    ("module", "name"),
    [
        *(
            (m, "SIGINT")
            for m in ("smartmix.siblings", "smartmix.cli", "typer", "scenarios.library", "numpy", "pandas")
        ),
        ("numba", "SIGINT"),
        ("smartmix.siblings", "SIGTERM"),
        ("numba", "SIGTERM"),
        ("smartmix.cli", "SIGHUP"),
    ],
)
def test_a_signal_while_it_starts_gives_one_line(tmp_path: Path, module: str, name: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(PRESSED.format(module=module, name=name), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    running = process(*LONGER, "--out", tmp_path / "run", env=environment)
    assert (*running.communicate(timeout=60), running.returncode) == (
        "",
        "stopped; nothing new was kept\n",
        ENDINGS[name],
    )
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
def test_who_ignores_a_signal_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # nohup
    try:
        with listening() as caught:
            signal.raise_signal(signal.SIGHUP)
        assert caught == []
    finally:
        signal.signal(signal.SIGHUP, before)


def test_an_interruption_that_python_only_reports_comes_again() -> None:
    class Gone:
        def __del__(self) -> None:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it
    try:
        with pytest.raises(KeyboardInterrupt), listening():
            Gone()
            for _ in range(500):
                time.sleep(0.01)
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interruption_that_comes_again_does_not_outlive_the_command(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone:
        def __del__(self) -> None:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with listening():
            Gone()
        time.sleep(3 * AGAIN)

        def pressed() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("smartmix.cli.end_session", pressed)
        assert call("mixes").status == 130
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
@pytest.mark.parametrize(("answer", "status"), [(0, 0), (2, 2), (130, 143)])
def test_a_command_that_is_done_although_a_signal_came_says_so(
    monkeypatch: pytest.MonkeyPatch, answer: int, status: int
) -> None:
    """Some libraries keep an interruption to themselves; what was done to its end is no stopped run."""

    def done(_arguments: object, _caught: object) -> int:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        return answer

    monkeypatch.setattr("smartmix.cli._run", done)
    assert main(["mixes"]) == status


COMPILED = """
import sys
from contextlib import suppress

from smartmix.ending import listening

with suppress(KeyboardInterrupt), listening() as caught:
    exec("import signal; signal.raise_signal(signal.SIGTERM)")  # as in the code that a compiler writes
sys.exit(128 + caught[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
def test_a_signal_inside_code_that_is_written_while_running_keeps_its_status(tmp_path: Path) -> None:
    """Python would end such a process by SIGINT once it is done, though the signal was answered."""
    (tmp_path / "compiled.py").write_text(COMPILED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-P", "-m", "compiled"], env=environment, check=False, timeout=60)
    assert done.returncode == 143


def test_closed_pipe_is_no_trouble() -> None:
    running = process("mixes", "--json")
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == ""
    assert running.wait(timeout=20) == 0


def test_a_package_of_somebody_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "simulation.py").write_text("mine = True\n")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    running = process("mixes", cwd=tmp_path, env=environment)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err.count("\n")) == (2, "", 1)
    assert "simulation.py" in err
    script = [sys.executable, "-c", "import smartmix"]
    found = subprocess.run(script, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert found.stderr.strip().splitlines()[-1].startswith("ImportError: smartmix: ")


def test_loading_is_said_on_a_terminal_until_something_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    output.begin("loading")
    output.trouble("wrong")
    assert sys.stderr.getvalue() == "loading …\r         \rwrong\n"  # type: ignore[attr-defined]


#: What takes a tenth of a second and more to import; a listing, help and `import smartmix` need none of it.
HEAVY = {
    *("numba", "numpy", "scipy", "pandas", "pyarrow", "matplotlib", "mesa", "SALib", "nicegui", "distributed"),
    *("babel", "docx", "pptx", "xlsxwriter", "typst", "jinja2", "pydantic_settings"),
}


#: What the server listens with: the web framework, and nothing that computes or draws.
FRAME = "import smartmix.page.server, smartmix.page.opening, smartmix.page.parts.frame, smartmix.page.serving.security"


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("import smartmix", set[str]()),
        ("from smartmix.cli import main; main(['--help'])", set[str]()),
        ("from smartmix.cli import main; assert main(['mixes', '--lang', 'en']) == 0", set[str]()),
        (FRAME, {"nicegui", "jinja2"}),
        ("import smartmix.static_site.making", HEAVY - {"nicegui"}),  # a site is made without the page's framework
    ],
)
def test_what_answers_at_once_imports_nothing_heavy(code: str, needed: set[str]) -> None:
    script = f"import sys; {code}; print(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SMARTMIX_LANG": "en"}
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert set(found.stdout.split()) & HEAVY <= needed
