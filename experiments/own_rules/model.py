"""A researcher's own rules from a Python file: loaded when the user names it, and named when it goes wrong.

A file of rules is a program. It runs only when somebody names it on the command line (`--model`) or in Python,
never because a plan, a mix or a run folder mentions it: those are data that people send one another.
"""

import ast
import hashlib
import sys
import traceback
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from experiments.own_rules.reading import global_luck, global_uses, neighbours, refuse_slips, unseeded
from scenarios.library import list_mixes
from simulation.input_gate import read_bytes
from simulation.problems import InputProblem, nearest
from simulation.vocabulary import QUARTERS


@dataclass(frozen=True)
class OwnModel:
    """What a file of rules holds: a subclass of `Firm` (None: the shipped one) and own instruments.

    Classes are of `simulation.mesa.agents.Firm` and `experiments.own_rules.instrument.Instrument`; `sha256` is of the
    text that was loaded.
    """

    path: Path
    sha256: str
    firm_class: Any
    instruments: tuple[Any, ...]

    @property
    def identity(self) -> dict[str, str]:
        """Name and hash, for manifests."""
        return {"file": self.path.name, "sha256": self.sha256}

    def acting(self, mix: str) -> list[Any]:
        """The own instruments of a mix: those that name it, and those that name none."""
        return [kind for kind in self.instruments if not kind.mixes or mix in kind.mixes]

    def earliest(self) -> int:
        """The first quarter in which an own instrument can make one mix differ from another."""
        return min((kind.starts() for kind in self.instruments if kind.mixes), default=QUARTERS)

    def refuse_unknown(self, mixes: list[str]) -> None:
        """Raise InputProblem for an instrument of a mix that neither ships nor is run here."""
        known = [*mixes, *list_mixes()]
        for kind in self.instruments:
            for name in kind.mixes:
                if name not in known:
                    raise InputProblem(
                        "{file}: {key}: unknown mix {found}; did you mean '{nearest}'?",
                        file=self.path.name,
                        key=f"{kind.__name__}.mixes",
                        found=name,
                        nearest=nearest(name, known),
                    )

    def refuse_named(self, verb: str) -> None:
        """Raise InputProblem for an instrument that names mixes, where a verb runs variations with ids of their own."""
        for kind in self.instruments:
            if kind.mixes:
                raise InputProblem(
                    "{file}: {key}: found {found}; {verb} also runs mixes that it makes itself, under other ids: leave "
                    "mixes empty, then the instrument is part of all of them",
                    file=self.path.name,
                    key=f"{kind.__name__}.mixes",
                    found=", ".join(kind.mixes),
                    verb=verb,
                )

    def problem(self, error: BaseException) -> InputProblem:
        """An error while the rules ran, as one line. Raises the error again when it is not the file's."""
        line = _line_of(error, self.path)
        if isinstance(error, InputProblem):
            if "place" not in error.fields or line is None:
                return error
            return type(error)(error.message, **{**error.fields, "place": f"{self.path.name}:{line}"})
        if line is None:
            raise error
        return _problem(self.path, line, error)

    def luck_problem(self) -> InputProblem:
        """The refusal of rules that draw from the luck of the whole process."""
        return _luck_problem(self.path, global_uses(self.path.read_text(encoding="utf-8")))


def identity(given: str) -> dict[str, str]:
    """Name and hash of a file of rules, for manifests: `{"file", "sha256"}`. Raises InputProblem."""
    path = Path(given)
    return {"file": path.name, "sha256": hashlib.sha256(_read(path)).hexdigest()}


def load_own(given: str) -> OwnModel:
    """The rules in a Python file; the same text is loaded once.

    Raises InputProblem, which names file and line, when it cannot be read or run or holds no rules.
    """
    path = Path(given).resolve()
    return _loaded(path, _read(path))


def _read(path: Path) -> bytes:
    return read_bytes(path)


@lru_cache(maxsize=16)
def _loaded(path: Path, text: bytes) -> OwnModel:
    from experiments.own_rules.instrument import Instrument  # noqa: PLC0415 - Mesa takes a second to import
    from simulation.mesa.agents import Firm  # noqa: PLC0415

    digest = hashlib.sha256(text).hexdigest()
    _refuse_unread(path, text)
    module, luck = ModuleType(f"smartmix_own_{digest[:16]}"), global_luck()
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses and pickling look classes up there
    try:
        exec(compile(text, str(path), "exec"), module.__dict__)
    except SyntaxError as error:
        raise _problem(path, error.lineno or 1, error) from error
    except (Exception, SystemExit) as error:
        if isinstance(error, InputProblem):
            raise
        raise _problem(path, _line_of(error, path) or 1, error) from error
    if global_luck() != luck:
        raise _luck_problem(path, global_uses(text.decode("utf-8", "replace")))
    own = [thing for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == module.__name__]
    firms, instruments = _leaves(own, Firm), _leaves(own, Instrument)
    if len(firms) > 1 or not (firms or instruments):
        found = ", ".join(kind.__name__ for kind in firms) or "-"
        raise InputProblem(
            "{file}: found {found}; allowed: one subclass of Firm, and any number of subclasses of Instrument",
            file=path.name,
            found=found,
        )
    for kind in instruments:
        if isinstance(kind.mixes, str) or not all(isinstance(name, str) for name in kind.mixes):
            raise InputProblem(
                "{file}: {key}: found {found}; allowed: ids of mixes in brackets, such as ('mix-2',)",
                file=path.name,
                key=f"{kind.__name__}.mixes",
                found=kind.mixes,
            )
        kind.starts()
    for kind in (*firms, *instruments):
        refuse_slips(path, text.decode("utf-8", "replace"), kind)
    return OwnModel(path, digest, firms[0] if firms else None, tuple(instruments))


def _refuse_unread(path: Path, text: bytes) -> None:
    """Refuse what would make the file another one elsewhere: modules beside it, and luck that nothing repeats."""
    try:
        source = text.decode("utf-8")
        ast.parse(source)
    except (SyntaxError, ValueError):
        return  # said, with its line, when the file is run
    for line, name in neighbours(source, path.parent):
        raise InputProblem(
            "{file}, line {line}: {found} beside the file cannot be imported: the hash of the file would not stand for "
            "it; put everything in one file",
            file=path.name,
            line=line,
            found=name,
        )
    for line, name in unseeded(source):
        raise _luck_problem(path, [(line, name)])


def _luck_problem(path: Path, uses: list[tuple[int, str]]) -> InputProblem:
    line, found = uses[0] if uses else (1, "random, numpy.random")
    return InputProblem(
        "{file}, line {line}: {found} is luck that no draw repeats; take self.luck(firm) in an Instrument, "
        "own_luck(self) in a Firm, or self.model.rng",
        file=path.name,
        line=line,
        found=found,
    )


def _leaves(own: list[Any], base: Any) -> list[Any]:
    """Subclasses of `base` that no other class of the file extends, in the order of the file."""
    kinds = [kind for kind in own if issubclass(kind, base)]
    return [kind for kind in kinds if not any(other is not kind and issubclass(other, kind) for other in kinds)]


def _line_of(error: BaseException, path: Path) -> int | None:
    """The last line of the file that the error went through; None when it is not the file's."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else None


def _problem(path: Path, line: int, error: BaseException) -> InputProblem:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    found = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return InputProblem("{file}, line {line}: {error}", file=path.name, line=line, error=found)
