"""The licences of the packages in a list of requirements, as their own metadata says them, as a page.

Usage: python .ci/licences.py REQUIREMENTS
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

HEAD = """# Licences of the packages that SmartMix needs

Made by `.ci/lock` from the metadata of the packages in the lock (`requirements.txt`); those for tests and checks
are left out. A package that another system needs is listed without its licence.

| package | version | licence |
|---|---|---|"""


def licence(name: str) -> str:
    """The licence as the package says it: an expression, classifiers, or the first line of its text."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return "on other systems only"
    classes = [text.split(" :: ")[-1] for text in found.get_all("Classifier") or [] if text.startswith("License ::")]
    written = (found.get("License") or "").strip().splitlines()
    said = found.get("License-Expression") or "; ".join(classes) or (written[0] if written else "")
    return said.replace("|", "/")[:80] or "not said in its metadata"


def main() -> None:
    """Print the page."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = {match[1]: match[2] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line))}
    print(HEAD)
    for name, version in rows.items():
        print(f"| {name} | {version} | {licence(name)} |")


if __name__ == "__main__":
    main()
