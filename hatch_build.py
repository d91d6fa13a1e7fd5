"""The build of the wheel: all goes below `smartmix`, and `from simulation…` becomes `from smartmix.simulation…`.

So an installation has one name at the top, and a project may have its own `simulation.py` or `results/`. Only the
first line of import statements changes, so that line numbers, and with them tracebacks, are those of the repository.
"""

import ast
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOUSES = ("simulation", "scenarios", "experiments", "calibration", "results")
NAME = "smartmix"


def rewritten(source: str, file: str) -> str:
    """The text of a Python file with imports from the houses below `smartmix`.

    Raises SyntaxError for `import simulation…`, which would need every use of the name rewritten too.
    """
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] in HOUSES for alias in node.names):
            raise SyntaxError(f"{file}, line {node.lineno}: write `from … import …`; only that can be built")
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] in HOUSES:
            # ast counts columns in bytes of UTF-8
            line = lines[node.lineno - 1].encode()
            before, after = line[: node.col_offset], line[node.col_offset :]
            start = f"from {node.module}".encode()
            if not after.startswith(start):
                raise SyntaxError(f"{file}, line {node.lineno}: one blank between `from` and the module, please")
            lines[node.lineno - 1] = (before + f"from {NAME}.{node.module}".encode() + after[len(start) :]).decode()
    return "".join(lines)


class OneName(BuildHookInterface[Any]):
    """Adds the Python files to a wheel; an editable installation reads the repository as it stands."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files that are built in a folder of their own and name them to the builder."""
        self.folder = None
        if version == "editable":
            return
        root, self.folder = Path(self.root), Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
        for house in (*HOUSES, NAME):
            below = Path(NAME) if house == NAME else Path(NAME) / house
            for file in sorted((root / house).rglob("*.py")):
                place = below / file.relative_to(root / house)
                written = self.folder / place
                written.parent.mkdir(parents=True, exist_ok=True)
                text = rewritten(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
                written.write_text(text, encoding="utf-8", newline="\n")
                build_data["force_include"][str(written)] = str(place)

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Take the folder away."""
        if self.folder is not None:
            shutil.rmtree(self.folder)
