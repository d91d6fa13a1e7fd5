"""The folder of the site: run what is missing, write its files beside it, and give it its name when it is whole."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments import defaults
from experiments.compare import run_comparison
from experiments.comparison import Comparison
from experiments.files import reported_to_user, write_text
from experiments.integrity import close
from experiments.manifest import FORMAT, manifest_of
from experiments.prepare import prepare
from experiments.run_folder import claim_folder
from experiments.settings import CompareSettings
from results.figure_style import COLOURS, INKS, MOST_BANDS
from results.language import LANGUAGES, translator
from simulation.indicators import INDICATORS
from smartmix.output import Watch
from smartmix.static_site.futures import evidence, future_content
from smartmix.static_site.indicators import indicator_content
from smartmix.static_site.laws import laws_content
from smartmix.static_site.names import names
from smartmix.static_site.packed import packed

ASSETS = Path(__file__).parent / "assets"
#: In the order in which the page loads them.
SCRIPTS = ("data.js", "numbers.js", "parts.js", "charts.js", "sections.js", "site.js")
#: A page per language; Dutch is the first.
PAGES = {"nl": "index.html", "en": "en.html"}


def part_of(folder: Path) -> Path:
    """Where a site is made until it is whole, beside its folder."""
    return folder.with_name(f"{folder.name}.part")


def write_site(asked: Iterable[CompareSettings], folder: Path, watch: Watch, workers: int | None) -> None:
    """Make the site of these comparisons, one per future, of the same mixes.

    Stopped, it leaves `part_of(folder)`; called again with the same settings it goes on there. Raises InputProblem for
    a part that other settings made.
    """
    prepared = map(prepare, asked)
    experiments = {experiment.future.id: experiment for experiment in prepared}
    manifests = {name: manifest_of(experiment) for name, experiment in experiments.items()}
    site, manifest = part_of(folder) / "site", _manifest(manifests)
    claim_folder(site, manifest)
    comparisons: dict[str, Comparison] = {}
    for name, experiment in experiments.items():
        watch.stage(name)
        runs = part_of(folder) / "runs" / name
        comparisons[name] = run_comparison(experiment.settings, runs, workers, watch.advance, experiment, is_lazy=True)
        _write_future(site, comparisons[name], watch)
    _write_pages(site, comparisons, watch)
    close(site, manifest)
    with reported_to_user(folder):
        site.replace(folder)


def _manifest(manifests: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """All that decides the site: the manifest of each comparison, by future."""
    first = next(iter(manifests.values()))
    return {
        "format": FORMAT,
        "kind": "site",
        "settings": {name: each["settings"] for name, each in manifests.items()},
        "seed": first["seed"],
        "fingerprints": {name: each["fingerprints"] for name, each in manifests.items()},
        "packages": first["packages"],
    }


def _write_future(site: Path, comparison: Comparison, watch: Watch) -> None:
    """`data/<future>.js`, and `data/<future>/<indicator>.js`; what is there already stays."""
    future = str(comparison.manifest["future"])
    years = [year for year in comparison.summary.years if year >= defaults.FIRST_YEAR_CHOSEN]
    watch.stage(f"data/{future}")
    _write_once(site, future, lambda: {**future_content(comparison, years), "evidence": _evidence(comparison)})
    divisions = {year: comparison.until(year).division for year in years}
    for indicator in INDICATORS:
        watch.stage(f"data/{future}/{indicator}")
        name = f"{future}/{indicator}"
        _write_once(site, name, lambda key=indicator: indicator_content(comparison, divisions, key))


def _evidence(comparison: Comparison) -> dict[str, Any]:
    """On what differences rest, in the year that the site opens with."""
    year = min(defaults.LAST_YEAR_SHOWN, comparison.summary.years[-1])
    return {"year": year, "mixes": evidence(comparison, year)}


def _write_once(site: Path, name: str, content: Callable[[], Any]) -> None:
    path = site / "data" / f"{name}.js"
    if not path.is_file():
        write_text(path, packed(name, content()))


def _write_pages(site: Path, comparisons: dict[str, Comparison], watch: Watch) -> None:
    """A page and a file of words per language, styles and scripts."""
    environment = Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    first = next(iter(comparisons.values()))
    years = [year for year in first.summary.years if year >= defaults.FIRST_YEAR_CHOSEN]
    start = {
        "mixes": [mix for mix in CompareSettings().mixes if mix in first.mixes] or first.mixes[1:3],
        "year": min(defaults.LAST_YEAR_SHOWN, years[-1]),
        "years": years,
        "show": defaults.INDICATORS_SHOWN,
        "most": defaults.MOST_MIXES - 1,
        "colours": COLOURS,
        "inks": INKS,
        "mostBands": MOST_BANDS,
    }
    for lang in LANGUAGES:
        watch.stage(PAGES[lang])
        words = names(comparisons, lang) | {"start": start, "laws": laws_content(comparisons, lang)}
        write_text(site / "data" / f"words-{lang}.js", packed(f"words-{lang}", words))
        other = next(each for each in LANGUAGES if each != lang)
        html = environment.get_template("page.html.j2").render(
            _=translator(lang), lang=lang, other=other, other_page=PAGES[other], scripts=SCRIPTS
        )
        write_text(site / PAGES[lang], html)
    for name in (*SCRIPTS, "site.css"):
        write_text(site / name, (ASSETS / name).read_text(encoding="utf-8"))
