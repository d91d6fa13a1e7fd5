"""What every study has in common: a checked question, a run, and a result that is data.

A study is a room `experiments/<study>/`: `question.py` (what it is asked, checked), `run.py` (`run_<study>(question,
workers, progress, kept) -> Result`), `result.py` (its answer), and its own mathematics. What shows it, in
`results/<study>/`, takes a result and a language and nothing else.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

import pandas as pd
from pydantic import PrivateAttr, ValidationError

from experiments.frames import read_frames
from experiments.integrity import finished, readable
from experiments.result_parts import Count, Form, MixId, Named, Rules
from experiments.settings import CompareSettings
from experiments.told import told
from scenarios.library import list_futures, list_mixes, load_future, load_mix
from scenarios.mix_format import Mix
from simulation.population import load_population
from simulation.problems import InputProblem

#: The result of a study in its run folder.
RESULT = "result.json"


class Question(Protocol):
    """What a study is asked: settings of the runs, and what is asked of them."""

    @property
    def settings(self) -> CompareSettings:
        """Draws, firms, years, seed, baseline, future, parameters and own rules."""
        ...

    @property
    def work(self) -> int:
        """Runs that will be made at most, for a progress bar."""
        ...

    @property
    def runs(self) -> int:
        """Runs of one mix in all, for saying how slow rules of the user's own are."""
        ...

    def mixes(self) -> list[Mix]:
        """The mixes that decide the result, the baseline first. Raises InputProblem for what cannot be run."""
        ...

    def asked(self) -> dict[str, Any]:
        """What is asked beyond the settings, as plain values; with settings and mixes it decides the result."""
        ...


class Result(Form):
    """What a study found; its JSON is what is stored, published with `--json`, and read back.

    Nothing in it is in a reader's language. mix_names, future_name: names in both languages, as they were when the
    result was made; model: rules of the user's own, absent where the shipped ones were used.
    """

    #: The present format of the JSON; older ones are read (`older`).
    FORMAT: ClassVar[int] = 2

    format: int
    kind: Any  # the verb; each result names its own
    future: str
    future_name: Named
    mix_names: dict[MixId, Named]
    seed: Count
    model: Rules | None = None

    _folder: Path | None = PrivateAttr(default=None)
    _frames: dict[str, pd.DataFrame] | None = PrivateAttr(default=None)
    _manifest: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def manifest(self) -> Mapping[str, Any]:
        """All that decided it; empty where it was never kept."""
        return self._manifest

    @property
    def folder(self) -> Path | None:
        """The run folder; None as long as the result is in memory only."""
        return self._folder

    def frames(self) -> dict[str, pd.DataFrame]:
        """Tidy tables by name, with one that has a row per draw where the study draws; stored as CSV."""
        if self._frames is None:
            self._frames = {} if self._folder is None else read_frames(self._folder)
        return self._frames

    def with_frames(self, frames: Mapping[str, pd.DataFrame]) -> Self:
        """Itself, with its tables."""
        self._frames = dict(frames)
        return self

    def decided_by(self, manifest: Mapping[str, Any]) -> Self:
        """Itself, with all that decided it."""
        self._manifest = dict(manifest)
        return self

    def in_folder(self, folder: Path) -> Self:
        """Itself, with the folder that it is stored in."""
        self._folder = folder
        return self

    def __repr__(self) -> str:
        """A few lines; all of it is in `content()`."""
        made = {name: getattr(self, name, None) for name in ("draws", "firms", "year")}
        return told(self, self.mix_names, self.folder, **made, future=self.future, seed=self.seed)

    def __str__(self) -> str:
        """The same."""
        return repr(self)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, wherever they are kept."""
        return isinstance(other, Result) and self.content() == other.content()

    def __hash__(self) -> int:
        """Equal results have equal hashes."""
        return hash(json.dumps(self.content(), sort_keys=True))

    def content(self) -> dict[str, Any]:
        """The JSON as plain values; null where undefined."""
        plain = self.model_dump(mode="json", by_alias=True)
        if plain.get("model") is None:
            plain.pop("model", None)
        return plain

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """The content of an older format in the present one; `manifest` tells what it was asked."""
        del manifest
        return content

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The result in a finished run folder, an older one in the present form.

        Raises InputProblem when it is not there, damaged, or of a newer format.
        """
        manifest = finished(folder)
        with readable(folder):
            content = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        return cls.read(content, manifest, folder).in_folder(folder)

    @classmethod
    def read(cls, content: Any, manifest: Mapping[str, Any], file: Path) -> Self:
        """The result in a JSON that was stored with this manifest, in the present form; without its frames.

        Raises InputProblem, naming the file, when it is damaged or of a newer format.
        """
        found = content.get("format") if isinstance(content, dict) else None
        if isinstance(found, int) and found > cls.FORMAT:
            raise InputProblem(
                "{file}: format {found} is newer than this version reads ({allowed})",
                file=file,
                found=found,
                allowed=cls.FORMAT,
            )
        try:
            current = content if found == cls.FORMAT else _with_names(cls.older(content, manifest))
            return cls.model_validate_json(json.dumps(current | {"format": cls.FORMAT})).decided_by(manifest)
        except (ValidationError, KeyError, TypeError, AttributeError) as error:
            raise InputProblem("{file}: the run folder is damaged; 'smartmix verify' tells where", file=file) from error


def sampled_of(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Firms and source of the parameters, which older formats left to the settings in the manifest."""
    settings = manifest["settings"]
    return {
        "firms": len(load_population(settings["firms"]).firm_id),
        "all_firms": settings["firms"] == "full",
        "parameters": "prior" if settings["prior"] else "posterior",
    }


def _with_names(content: dict[str, Any]) -> dict[str, Any]:
    """Names for a result of a format that did not hold them: those of today, an id where there is none."""
    mixes = {mix: name_of_mix(mix).model_dump() for mix in mixes_in(content)}
    return content | {"mix_names": mixes, "future_name": name_of_future(content["future"]).model_dump()}


def name_of_mix(mix: str) -> Named:
    """What a shipped mix is called today; the id of another one."""
    return named(load_mix(mix).name) if mix in list_mixes() else Named(en=mix, nl=mix)


def name_of_future(future: str) -> Named:
    """What a shipped future is called today; the id of another one."""
    return named(load_future(future).name) if future in list_futures() else Named(en=future, nl=future)


def mixes_in(content: dict[str, Any]) -> list[str]:
    """The ids of mixes that a result of an older format speaks of."""
    found: list[str] = []
    for name in ("baseline", "base", "mix", "mixes", "strategies"):
        given = content.get(name) or []
        found += [given] if isinstance(given, str) else [str(one) for one in given]
    for output in content.get("outputs") or []:
        found += [str(output[name]) for name in ("baseline", "mix") if output.get(name)]
    return list(dict.fromkeys(found))


def made_with(settings: CompareSettings, mixes: Iterable[Mix]) -> dict[str, Any]:
    """The fields that every result has, from the settings and the mixes that it names."""
    own = settings.as_dict().get("model") if settings.model else None
    return {
        "future": settings.future,
        "future_name": named(load_future(settings.future).name),
        "mix_names": {mix.id: named(mix.name) for mix in mixes},
        "seed": settings.seed,
        "model": None if own is None else Rules(**own),
    }


def named(text: Any) -> Named:
    """A text in both languages as it is stored in a result."""
    return Named(en=str(text.en), nl=str(text.nl))
