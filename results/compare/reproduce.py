"""How to get the same result again, from the command line and from Python."""

import shlex
import subprocess
import sys

from experiments.compare import Comparison
from experiments.settings import CompareSettings
from results.queries import others


def command_line(comparison: Comparison) -> str:
    """`smartmix compare …` with every setting written out."""
    s = comparison.manifest["settings"]
    parts = ["smartmix compare", *others(comparison), "--baseline", s["baseline"], "--future", s["future"]]
    parts += ["--draws", s["draws"], "--firms", s["firms"], "--from", s["first_year"], "--until", comparison.year]
    parts += ["--seed", s["seed"], *(["--prior"] if s["prior"] else [])]
    parts += ["--posterior", _quoted(s["posterior"])] if s["posterior"] else []
    parts += ["--worlds", s["worlds"]] if s.get("worlds") else []
    parts += (
        ["--matters", ",".join(f"{name}={size!r}" for name, size in s["matters"].items())] if s.get("matters") else []
    )
    parts += ["--model", _quoted(s["model"]["file"])] if "model" in s else []
    return " ".join(str(part) for part in parts)


def _quoted(word: str) -> str:
    return subprocess.list2cmdline([word]) if sys.platform == "win32" else shlex.quote(word)


def python_lines(comparison: Comparison) -> str:
    """The same with `import smartmix`; settings that the command line does not have are said in a comment."""
    s = comparison.manifest["settings"]
    mixes = ", ".join(repr(mix) for mix in others(comparison))
    names = ("baseline", "future", "draws", "firms", "first_year", "last_year", "seed")
    names += tuple(name for name in ("prior", "posterior", "worlds", "matters") if s.get(name))
    given = ", ".join(f"{name}={(s | {'last_year': comparison.year})[name]!r}" for name in names)
    given += f", model={s['model']['file']!r}" if "model" in s else ""
    lines = ["import smartmix as sm", "", f"comparison = sm.compare({mixes}, {given})", "comparison.summary.levels"]
    standard = CompareSettings()
    changed = {name: s[name] for name in ("variants", "parameters") if s[name] != getattr(standard, name)}
    if changed:
        lines.insert(2, f"# run with {changed!r} in experiments.settings.CompareSettings")
    return "\n".join(lines)
