"""How to get the same result again, from the command line and from Python."""

import shlex
import subprocess
import sys

from experiments.compare import Comparison
from experiments.settings import CompareSettings
from results.queries import others
from scenarios.library import list_mixes


def command_line(comparison: Comparison) -> str:
    """`smartmix compare …` with every setting written out."""
    s = comparison.manifest["settings"]
    parts = ["smartmix compare", *map(file_name, others(comparison)), "--baseline", file_name(s["baseline"])]
    parts += ["--future", quoted(s["future"])]
    parts += ["--draws", s["draws"], "--firms", s["firms"], "--from", s["first_year"], "--until", comparison.year]
    parts += ["--seed", s["seed"], *(["--prior"] if s["prior"] else [])]
    parts += ["--posterior", quoted(s["posterior"])] if s["posterior"] else []
    parts += ["--worlds", s["worlds"]] if s.get("worlds") else []
    parts += (
        ["--matters", ",".join(f"{name}={size!r}" for name, size in s["matters"].items())] if s.get("matters") else []
    )
    parts += ["--model", quoted(s["model"]["file"])] if "model" in s else []
    return " ".join(str(part) for part in parts)


def file_name(mix: str) -> str:
    """A shipped mix by its id; one of the user's own as the file that it is saved as."""
    return quoted(_file(mix))


def _file(mix: str) -> str:
    return mix if mix in list_mixes() or mix.endswith((".yaml", ".yml")) else f"{mix}.yaml"


def quoted(word: str) -> str:
    """A word of a command line, in quotation marks where it needs them."""
    return subprocess.list2cmdline([word]) if sys.platform == "win32" else shlex.quote(word)


def python_lines(comparison: Comparison) -> str:
    """The same with `import smartmix`; settings that the command line does not have are said in a comment."""
    s = comparison.manifest["settings"]
    mixes = ", ".join(repr(_file(mix)) for mix in others(comparison))
    names = ("baseline", "future", "draws", "firms", "first_year", "last_year", "seed")
    names += tuple(name for name in ("prior", "posterior", "worlds", "matters") if s.get(name))
    given = s | {"last_year": comparison.year, "baseline": _file(s["baseline"])}
    words = ", ".join(f"{name}={given[name]!r}" for name in names)
    words += f", model={s['model']['file']!r}" if "model" in s else ""
    lines = ["import smartmix as sm", "", f"comparison = sm.compare({mixes}, {words})", "comparison.summary.levels"]
    standard = CompareSettings()
    changed = {name: s[name] for name in ("variants", "parameters") if s[name] != getattr(standard, name)}
    if changed:
        lines.insert(2, f"# run with {changed!r} in experiments.settings.CompareSettings")
    return "\n".join(lines)
