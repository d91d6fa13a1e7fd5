"""Mixes added up on the page: the same sum that `smartmix compare mix-1+office.yaml` makes of the same files."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from experiments.files import write_text
from results.words import full_name
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.dials.mix_file import file_text


def sum_of(first: Mix, others: Sequence[Mix], lang: str) -> Mix:
    """The first mix with what the files of the others say laid over it.

    Raises InputProblem for what two of them say differently, with the names of both mixes in the language.
    """
    with tempfile.TemporaryDirectory(prefix="smartmix-sum-", ignore_cleanup_errors=True) as folder:
        try:
            return load_mix("+".join(_part(mix, Path(folder)) for mix in (first, *others)))
        except InputProblem as problem:
            raise _named(problem, (first, *others), lang) from None


def _part(mix: Mix, folder: Path) -> str:
    """A shipped mix by its id, another as the file that it is kept in."""
    if mix.id in list_mixes():
        return mix.id
    place = folder / f"{mix.id}.yaml"
    write_text(place, file_text(mix))
    return str(place)


def _named(problem: InputProblem, mixes: Sequence[Mix], lang: str) -> InputProblem:
    """The refusal with names of mixes where it has names of files."""
    fields: dict[str, object] = {}
    for key, value in problem.fields.items():
        words = str(value)
        for mix in mixes:
            words = words.replace(f"{mix.id}.yaml", full_name(mix.id, mix.name, lang))
        fields[key] = value if words == str(value) else words
    return type(problem)(problem.message, **fields)
