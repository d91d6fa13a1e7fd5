"""`python -m results.calibration.index_page [RUN]`: the generated parts of docs/calibration.md, and its figures.

With a finished run folder of `smartmix calibrate` its small files are first copied to docs/data/calibration/;
without one the page is made again from what is there.
"""

import re
import sys
from pathlib import Path

from experiments.files import whole_file, write_text
from results.calibration.checks import CHECKS
from results.calibration.data import FOLDER, CalibrationData, copy_data, read_data
from results.calibration.figure import calibration_pictures
from results.calibration.parts import PARTS
from results.figure_style import Picture
from results.language import LANGUAGES, say
from simulation.problems import InputProblem

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
NOT_YET = "*Not made yet: `python -m results.calibration.index_page RUN` fills this in from a finished calibration.*"
_MARKS = re.compile(
    r"(?P<begin><!-- calibration: (?P<name>[\w-]+), made by python -m results\.calibration\.index_page -->)\n"
    r".*?(?P<end><!-- calibration: (?P=name) end -->)",
    re.DOTALL,
)


def parts_of(data: CalibrationData | None) -> dict[str, str]:
    """Every generated part by name; `figure-...` ones hold the pictures in English, `nederlands` those in Dutch."""
    made = {name: NOT_YET if data is None else make(data) for name, make in {**PARTS, **CHECKS}.items()}
    found: dict[str, Picture] = {}
    dutch: list[str] = []
    if data is not None:
        found = {picture.name.removeprefix("calibration-"): picture for picture in calibration_pictures(data, "en")}
        dutch = [_shown(picture, "nl") for picture in calibration_pictures(data, "nl")]
    for name in ("parameters", "ranks", "coverage", "repeats"):
        made[f"figure-{name}"] = _shown(found[name], "en") if name in found else NOT_YET
    return made | {"nederlands": "\n\n".join(dutch) or NOT_YET}


def _shown(picture: Picture, lang: str) -> str:
    """The picture, for those who cannot see it its description, and its title in words."""
    description = picture.description.replace("[", "(").replace("]", ")")
    return f"![{description}](figures/{_file(picture, lang)})\n\n*{picture.title}*"


def _file(picture: Picture, lang: str) -> str:
    return f"{picture.name}.png" if lang == "en" else f"{picture.name}.{lang}.png"


def page_with_parts(text: str, data: CalibrationData | None) -> str:
    """The page with every generated part between its marks. Raises ValueError for a part without marks."""
    made = parts_of(data)
    marked = [match["name"] for match in _MARKS.finditer(text)]
    if sorted(marked) != sorted(made):
        raise ValueError(f"marks on the page: found {sorted(marked)}; allowed: {sorted(made)}")
    return _MARKS.sub(lambda match: f"{match['begin']}\n\n{made[match['name']]}\n\n{match['end']}", text)


def write_page(data: CalibrationData | None, page: Path = PAGE) -> None:
    """Write the figures beside the page in both languages, and the page last. Raises InputProblem."""
    wanted = page_with_parts(page.read_text(encoding="utf-8"), data)
    figures = page.parent / "figures"
    written: set[str] = set()
    for lang in LANGUAGES:
        for picture in calibration_pictures(data, lang) if data is not None else []:
            with whole_file(figures / _file(picture, lang)) as temporary:
                temporary.write_bytes(picture.png)
            written.add(_file(picture, lang))
    for old in figures.glob("calibration-*.png"):
        if old.name not in written:
            old.unlink()
    write_text(page, wanted)


def main(words: list[str], folder: Path = FOLDER, page: Path = PAGE) -> int:
    """Copy the data of a run when one is named, write page and figures, say where; the exit status."""
    try:
        data = copy_data(Path(words[0]), folder) if words else read_data(folder)
        write_page(data, page)
    except InputProblem as problem:
        print(say(problem, "en"), file=sys.stderr)
        return 2
    print(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
