"""Where a figure comes from, as a line in it and as words in its file: program, run, mixes, draws, future."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from experiments.compare import Comparison
from experiments.life import LifeOfFirm
from experiments.run_folder import run_hash
from experiments.study import Result
from results.language import translator
from results.number_format import decimal
from results.words import future_words, mix_names, short_name, short_names, study_name


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from.

    parts: program and run, mixes, draws, future, each as words in the language; run: hash of all that decided the
    result, with which the name of its folder ends; '' where there is no run. A figure of one run has the same origin
    wherever the run is kept, so its bytes stay the same.
    """

    lang: str
    parts: tuple[str, ...]
    run: str = ""

    @property
    def exploration(self) -> str:
        """What no figure may be taken for."""
        _ = translator(self.lang)
        return _("exploration, not a forecast")

    @property
    def line(self) -> str:
        """All of it in one line."""
        return " · ".join((*self.parts, self.exploration))


def made_with(manifest: Mapping[str, Any]) -> str:
    """The version of SmartMix that made a run; the present one where the run does not say."""
    packages = dict(str(each).split("==", 1) for each in manifest.get("packages", ()) if "==" in str(each))
    return packages.get("smartmix") or version("smartmix")


def origin_of(result: Comparison | Result, lang: str) -> Origin:
    """Where the figures of a comparison or a study come from."""
    return _of_comparison(result, lang) if isinstance(result, Comparison) else _of_study(result, lang)


def origin(lang: str, parts: Iterable[str], run: str = "", made: str = "") -> Origin:
    """An origin from what is known; empty parts are left out. made: the version of SmartMix, '' for this one."""
    _ = translator(lang)
    source = _("Source: SmartMix {version}").format(version=made or version("smartmix"))
    first = _("{source}, run {run}").format(source=source, run=run) if run else source
    return Origin(lang, (first, *(part for part in parts if part)), run)


def posterior_origin(fingerprint: str, draws: int, lang: str) -> Origin:
    """Of a figure about the calibration: of which posterior."""
    _ = translator(lang)
    told = _("{draws} draws of posterior {hash}").format(draws=decimal(draws, lang), hash=fingerprint[:8])
    return origin(lang, [told])


def life_origin(life: LifeOfFirm, lang: str) -> Origin:
    """Of the life of one firm: with which it can be found again."""
    _ = translator(lang)
    told = _("firm {firm}, draw {draw}, seed {seed}").format(firm=life.firm_id, draw=life.draw, seed=life.seed)
    mix, future = short_name(life.mix, life.mix_name, lang), life.future_name.of(lang)
    return origin(lang, [mix, told, _future(future, lang), _own(life.model, lang)])


def _of_comparison(comparison: Comparison, lang: str) -> Origin:
    manifest, short = comparison.manifest, short_names(comparison, lang)
    settings = manifest["settings"]
    names = [short[mix] for mix in comparison.mixes] if len(comparison.mixes) > 1 else _only(comparison, lang)
    told = [
        ", ".join(names),
        _drawn(settings["draws"], settings["prior"], manifest, lang),
        _future(future_words(comparison, lang).name, lang),
        _own(settings.get("model"), lang),
    ]
    return origin(lang, told, run_hash(manifest), made_with(manifest))


def _only(comparison: Comparison, lang: str) -> list[str]:
    return [words.name for words in mix_names(comparison, lang).values()]


def _of_study(found: Result, lang: str) -> Origin:
    """Studies name their mixes, future and draws; without a run folder the answer itself is told by its hash."""
    draws = getattr(found, "draws", None)
    is_prior = "prior" in (getattr(found, "parameters", None), getattr(found, "drawn_from", None))
    told = [
        ", ".join(study_name(found, mix, lang) for mix in found.mix_names),
        _drawn(draws, is_prior, found.manifest, lang) if draws else "",
        _future(found.future_name.of(lang), lang),
        _own(found.model, lang),
    ]
    return origin(lang, told, _run_of(found), made_with(found.manifest))


def _run_of(found: Result) -> str:
    """Of its manifest; of what it says where it was never kept."""
    if found.manifest:
        return run_hash(found.manifest)
    return hashlib.sha256(json.dumps(found.content(), sort_keys=True).encode()).hexdigest()[:8]


def _drawn(draws: int, is_prior: bool, manifest: Mapping[str, Any], lang: str) -> str:
    """How many draws, and of which posterior as far as it is known."""
    _ = translator(lang)
    posterior = str(manifest.get("fingerprints", {}).get("posterior", ""))
    if is_prior:
        return _("{draws} draws from uncalibrated ranges").format(draws=decimal(draws, lang))
    if posterior:
        return _("{draws} draws of posterior {hash}").format(draws=decimal(draws, lang), hash=posterior[:8])
    return _("{draws} draws").format(draws=decimal(draws, lang))


def _future(name: str, lang: str) -> str:
    _ = translator(lang)
    return _("future: {future}").format(future=name)


def _own(model: object, lang: str) -> str:
    _ = translator(lang)
    return _("rules of the user's own") if model else ""
