"""Tiny runs of every verb through the command line, as text: what `tests/golden/studies/` keeps and the test compares.

Nothing but `smartmix.cli` is called, so that the insides may move; only `discover` is told to repeat its search less
often. Of each study a folder of texts by name: the screen in English and Dutch, the JSON, every table that it writes,
and the names of its files. Versions, hashes and times are left out.
"""

import contextlib
import hashlib
import io
import json
import math
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pandas as pd
import yaml

from experiments.discover.question import choices
from smartmix.cli import main

FOLDER = Path(__file__).parent / "golden" / "studies"
#: Rows of a longer or wide table that are kept as they are; the rest is kept as sums by column. A wide one has a line
#: per cell.
HEAD, LONG, WIDE = 8, 40, 20
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
#: Groups kept from wide JSON; the others are kept as a sum.
KEPT_GROUPS = ("all", "goal90")

#: Files that the runs read, by name.
INPUTS: dict[str, dict[str, Any]] = {
    "small": {
        "format": 1,
        "id": "small",
        "extends": "reference-2020",
        "name": {"en": "Small", "nl": "Klein"},
        "instruments": {
            "office": {
                "kind": "support_office",
                "name": {"en": "Office", "nl": "Loket"},
                "sources": ["S-190"],
                "in_force": "2021Q1",
                "advisers": 20,
            },
            "buying": {
                "kind": "procurement",
                "name": {"en": "Buying", "nl": "Inkoop"},
                "sources": ["S-034"],
                "in_force": "2021Q1",
                "order": 1,
                "share_followed_up": 0.5,
            },
        },
    },
    "objectives": {
        "format": 1,
        "objectives": {
            "gap": {
                "indicator": "paper_gap",
                "group": "goal90",
                "direction": "less",
                "step": 0.01,
                "sources": ["S-015"],
                "name": {"en": "paper gap", "nl": "papieren werkelijkheid"},
                "step_words": {"en": "1 point", "nl": "1 punt"},
            }
        },
    },
    "sweep": {
        "format": 1,
        "mixes": ["mix-1", "mix-2"],
        "baseline": "mix-0",
        "firms": 100,
        "years": [2018, 2024],
        "levers": {"broad-law.strength": [0.5, 1.0]},
        "parameters": {"kind": "prior", "count": 2},
        "groups": ["all", "started_laggard"],
        "indicators": ["practice", "awareness"],
    },
}


class Study(NamedTuple):
    """The words after `smartmix`, and what is particular about what they give.

    folder: it writes one; json: it can print JSON; near: its numbers may differ in the last digits; status: its end.
    Exact are the verbs whose numbers are the rules' own with plain sums and quantiles of numpy. Linear algebra, scipy
    and optuna may round otherwise on another processor: there 1e-9 is allowed.
    """

    words: str
    folder: bool = True
    near: bool = False
    json: bool = True
    status: int = 0


#: A fingerprint of files, as printed and in the names of files; no part of a number.
HASH = re.compile(r"(?<![.\w])(?=\d*[a-f])(?=[a-f]*\d)(?:[0-9a-f]{8}|[0-9a-f]{20}|[0-9a-f]{64})(?![-+\w])")
_TINY = "--firms 100 --prior"
_MORRIS = f"sensitivity mix-2 --method morris --draws 4 --parameter norm_mean --years 2022 {_TINY} --no-figures"
STUDIES = {
    "mixes": Study("mixes", folder=False),
    "mixes-diff": Study("mixes --diff mix-1 mix-2", folder=False),
    "scope": Study("scope csddd-2024", folder=False),
    "scope-test": Study("scope --employees 500 --turnover 150e6", folder=False),
    "check": Study("check small.yaml", folder=False, json=False),
    "explain": Study("explain --mix mix-1 --firm 53583 --until 2019 --firms 120 --prior", folder=False),
    "run": Study(f"run mix-2 --from 2029 {_TINY}"),
    "compare": Study(f"compare mix-1 mix-2 --draws 4 --from 2030 {_TINY} --no-figures"),
    "validate": Study("validate --draws 20 --firms 100 --no-figures", near=True, status=1),
    "sweep": Study("sweep sweep.yaml"),
    "sensitivity": Study(f"{_MORRIS} --parameter legal_duty", near=True),
    "sensitivity-levers": Study(f"{_MORRIS} --lever support-office.advisers=5..40", near=True),
    "sensitivity-themes": Study(
        f"sensitivity mix-1 --draws 20 --by theme --indicator awareness --years 2012 {_TINY} --no-figures", near=True
    ),
    "synergy": Study(f"synergy small.yaml --draws 4 --year 2022 --indicators practice,paper_gap {_TINY} --no-figures"),
    "robustness": Study(
        f"robustness mix-1 --worlds futures --draws 4 --weights practice=2,government_cost=1 {_TINY} --no-figures"
    ),
    "discover": Study(
        f"discover mix-1 --indicator practice --group all --below 0.05 --year 2022 --worlds none --draws 60 {_TINY} "
        "--no-figures",
        near=True,
    ),
    "information": Study(
        f"information mix-1 --draws 20 --replications 2 --objectives objectives.yaml {_TINY} --no-figures", near=True
    ),
    "pathways": Study(f"pathways ser-route-3 --draws 6 {_TINY} --no-figures"),
    "optimise": Study(f"optimise --evaluations 2 --draws 2 {_TINY} --no-figures", near=True),
}
#: Verbs that take the number of threads.
THREADED = (
    "compare",
    "validate",
    "sweep",
    "sensitivity",
    "synergy",
    "robustness",
    "discover",
    "information",
    "pathways",
    "optimise",
)


def texts_of(name: str) -> dict[str, str]:
    """Run a study in English on one thread and in Dutch on two: text by file name.

    Raises RuntimeError when a run is refused, AssertionError when both did not write the same to their folders.
    """
    study = STUDIES[name]
    screen, once = run(study, "en", workers=1)
    screen_nl, twice = run(study, "nl", workers=2)
    assert once == twice, f"{name} writes other files on two threads, or in Dutch"
    texts = once | {"screen.en.txt": screen, "screen.nl.txt": screen_nl}
    if study.json and "result.json" not in once:
        texts["printed.json"] = _json(json.loads(run(study, "en", 1, "--json")[0]))
    return texts


def run(study: Study, lang: str, workers: int, *more: str) -> tuple[str, dict[str, str]]:
    """What one run prints, and what it leaves in its folder, as texts by name.

    It runs in a new working folder, so that every path on the screen is short and the same everywhere.
    """
    words = [*study.words.split(), "--lang", lang, *more]
    words += ["--workers", str(workers)] if words[0] in THREADED else []
    words += ["--out", "run"] if study.folder else []
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        for file, content in INPUTS.items():
            Path(f"{file}.yaml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        # the search takes a second, and twenty of them show no more than three
        few = patch.dict(choices(), halves=3)
        with few, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(words)
        if status != study.status:
            raise RuntimeError(f"smartmix {' '.join(words)}: status {status}: {err.getvalue()}")
        return HASH.sub("HASH", out.getvalue()), _written(Path("run")) if study.folder else {}


def _written(folder: Path) -> dict[str, str]:
    """What a run folder holds: the names of its files, its result, and its tables; without what is kept to grow."""
    every = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    paths = {name: path for name, path in every.items() if not name.startswith("kept/")}
    texts = {"files.txt": "".join(f"{HASH.sub('HASH', name)}\n" for name in paths)}
    for name, path in paths.items():
        flat = name.replace("/", ".")
        if name == "result.json":
            texts[name] = _json(json.loads(path.read_text(encoding="utf-8")))
        elif name.endswith(".csv"):
            texts[flat] = _table(pd.read_csv(path, dtype=str, keep_default_na=False))
        elif name.endswith(".parquet"):
            texts[f"{flat}.csv"] = _table(pd.read_parquet(path).map(_cell))
    return texts


def _cell(value: Any) -> str:
    """A cell as text, with every digit of a number."""
    found = value.item() if hasattr(value, "item") else value
    if found is None or (isinstance(found, float) and math.isnan(found)):
        return ""
    return repr(found) if isinstance(found, float) else str(found)


def _table(frame: pd.DataFrame) -> str:
    """A table of texts as CSV; of a long one the head, and by column what a change anywhere would change."""
    if len(frame) <= (LONG if len(frame.columns) <= WIDE else HEAD):
        return _rows(frame)
    lines = [f"rows,{len(frame)}", f"the first {HEAD}:", _rows(frame.head(HEAD))]
    lines.append("column,empty,sum,sum of row number times value (or a hash of texts)")
    return "\n".join(lines + [f"{name},{_sums(frame[name].tolist())}" for name in frame]) + "\n"


def _rows(frame: pd.DataFrame) -> str:
    if len(frame.columns) <= WIDE:
        return frame.to_csv(index=False, lineterminator="\n")
    names, lines = list(frame), list[str]()
    for row, cells in enumerate(frame.to_numpy().tolist()):
        lines += [f"row {row} ({cells[0]} {cells[1]}),{name},{cell}" for name, cell in zip(names, cells, strict=True)]
    return "\n".join(lines) + "\n"


def _sums(cells: list[str]) -> str:
    try:
        numbers = [(row, float(cell)) for row, cell in enumerate(cells) if cell]
    except ValueError:
        return f"{cells.count('')},text,{hashlib.sha256('\n'.join(cells).encode()).hexdigest()[:16]}"
    total, weighted = math.fsum(value for _, value in numbers), math.fsum(row * value for row, value in numbers)
    return f"{cells.count('')},{total!r},{weighted!r}"


def _json(content: Any) -> str:
    return json.dumps(_thinned(content), ensure_ascii=False, indent=1) + "\n"


def _thinned(content: Any) -> Any:
    """JSON in which only some of many groups are kept whole; the sum of all numbers stands for the others."""
    if isinstance(content, list):
        return [_thinned(each) for each in content]
    if not isinstance(content, dict):
        return content
    if not set(KEPT_GROUPS) < set(content):
        return {key: _thinned(value) for key, value in content.items()}
    others = {key: value for key, value in content.items() if key not in KEPT_GROUPS}
    kept = {key: _thinned(content[key]) for key in KEPT_GROUPS}
    return kept | {f"{len(others)} other groups, summed": math.fsum(_numbers(others))}


def _numbers(content: Any) -> Iterator[float]:
    if isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _numbers(each)
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield float(content)


def update_studies() -> Iterator[Path]:
    """Write all of them anew and take out what is no longer written: the paths written."""
    for name in STUDIES:
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        texts = texts_of(name)
        for old in folder.iterdir():
            if old.name not in texts:
                old.unlink()
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        yield folder
