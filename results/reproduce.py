"""How to get the same result again, from the command line and from Python."""

from experiments.compare import Comparison
from experiments.settings import CompareSettings
from results.queries import others


def command_line(comparison: Comparison) -> str:
    """`smartmix compare …` with every setting written out."""
    s = comparison.manifest["settings"]
    parts = ["smartmix compare", *others(comparison), "--baseline", s["baseline"], "--future", s["future"]]
    parts += ["--draws", s["draws"], "--firms", s["firms"], "--from", s["first_year"], "--until", s["last_year"]]
    return " ".join(str(part) for part in [*parts, "--seed", s["seed"]])


def python_lines(comparison: Comparison) -> str:
    """The same with `import smartmix`; settings that the command line does not have are said in a comment."""
    s = comparison.manifest["settings"]
    mixes = ", ".join(repr(mix) for mix in others(comparison))
    names = ("baseline", "future", "draws", "firms", "first_year", "last_year", "seed")
    given = ", ".join(f"{name}={s[name]!r}" for name in names)
    lines = ["import smartmix as sm", "", f"comparison = sm.compare({mixes}, {given})", "comparison.summary.levels"]
    standard = CompareSettings()
    changed = {name: s[name] for name in ("variants", "parameters") if s[name] != getattr(standard, name)}
    if changed:
        lines.insert(2, f"# run with {changed!r} in experiments.settings.CompareSettings")
    return "\n".join(lines)
