"""The files of a posterior: calibrated draws of uncertain parameters, read with every check, written whole.

A folder holds `draws.parquet` (a column per parameter, a row per draw; equally weighted, in random order;
float32 quantiles of the priors, strictly between 0 and 1) and `manifest.json` (what the draws were made
with, and hashes of what they fit). A parameter without a column keeps its prior.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files import whole_file, write_json
from experiments.fingerprints import behaviour_fingerprint, package_versions, population_fingerprint, priors_fingerprint
from simulation.parameters import registry
from simulation.problems import InputProblem, nearest
from simulation.safe_json import read_json

FORMAT = 1
DRAWS, MANIFEST = "draws.parquet", "manifest.json"


@dataclass(frozen=True)
class Posterior:
    """Draws of some parameters.

    names: parameters with a column, in the order of the columns; quantiles: (n, D) float32; manifest: as in
    the file; places: (D,) where the names stand in the registry; fingerprint: hash of names and quantiles.
    """

    names: tuple[str, ...]
    quantiles: Any
    manifest: dict[str, Any]
    fingerprint: str
    places: Any = field(repr=False)


def damaged(file: Path) -> InputProblem:
    """What to say of a file of a posterior that cannot be read, and what to do about it."""
    return InputProblem(
        "{file}: damaged, cannot be read as part of a posterior; make it again with 'smartmix calibrate --ship', or "
        "run with --prior",
        file=file,
    )


def read_posterior(folder: Path) -> Posterior:
    """The posterior in `folder`, kept in memory until its files change; whether it fits is not asked here.

    Raises InputProblem when it is missing, damaged or newer, or has parameters that are unknown or fixed.
    """
    stamps: list[tuple[int, int]] = []
    for name in (MANIFEST, DRAWS):
        try:
            found = (folder / name).stat()
        except OSError as error:
            raise InputProblem(
                "{file}: no posterior (there is no {name}); make one with 'smartmix calibrate --ship', or run with "
                "--prior",
                file=folder,
                name=name,
            ) from error
        stamps.append((found.st_mtime_ns, found.st_size))
    return _read(folder, tuple(stamps))


@lru_cache(maxsize=4)
def _read(folder: Path, _stamps: tuple[tuple[int, int], ...]) -> Posterior:
    manifest = _manifest(folder / MANIFEST)
    names, known = tuple(manifest["parameters"]), registry()
    for name in names:
        if name not in known:
            raise InputProblem(
                "{file}: unknown parameter '{found}' (the nearest known one is '{nearest}'); make it again with "
                "'smartmix calibrate --ship', or run with --prior",
                file=folder / MANIFEST,
                found=name,
                nearest=nearest(name, list(known)),
            )
        if not known[name].is_uncertain:
            raise InputProblem(
                "{file}: parameter '{found}' has a fixed value now, and no prior; make it again with 'smartmix "
                "calibrate --ship', or run with --prior",
                file=folder / MANIFEST,
                found=name,
            )
    quantiles = _quantiles(folder / DRAWS, names)
    digest = _digest(names, quantiles)
    if quantiles.shape[0] != manifest["draws"] or digest != manifest["fingerprints"]["content"]:
        raise InputProblem(
            "{file}: not the draws that {name} was written for; make it again with 'smartmix calibrate --ship', or "
            "run with --prior",
            file=folder / DRAWS,
            name=MANIFEST,
        )
    quantiles.flags.writeable = False
    order = list(known)
    return Posterior(names, quantiles, manifest, digest, np.array([order.index(n) for n in names], np.int64))


def _manifest(file: Path) -> dict[str, Any]:
    """The manifest with all the parts that reading and checking need. Raises InputProblem."""
    try:
        content = read_json(file)
        if not isinstance(content["format"], int):
            raise TypeError
        if content["format"] <= FORMAT:
            names = content["parameters"]
            parts = [*names, *(content["fingerprints"][of] for of in ("priors", "population", "behaviour", "content"))]
            if not names or len(set(names)) < len(names) or not all(isinstance(part, str) for part in parts):
                raise TypeError
            if not isinstance(content["draws"], int) or content["draws"] < 1:
                raise ValueError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(file) from error
    if content["format"] > FORMAT:
        raise InputProblem(
            "{file}: posterior of format {found}, newer than this version reads ({allowed}); take a newer version, or "
            "run with --prior",
            file=file,
            found=content["format"],
            allowed=FORMAT,
        )
    return content


def _quantiles(file: Path, names: tuple[str, ...]) -> Any:
    """(n, D) float32, every one strictly between 0 and 1. Raises InputProblem."""
    try:
        with pq.ParquetFile(file) as stream:  # read_table loads pyarrow.dataset first, which is slow
            table = stream.read()
        if tuple(table.column_names) != names or table.num_rows < 1:
            raise ValueError
        quantiles = np.stack([table[name].cast(pa.float32()).to_numpy() for name in names], axis=1)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise damaged(file) from error
    wrong = np.argwhere(~((quantiles > 0) & (quantiles < 1)))  # NaN is wrong too
    if len(wrong):
        row, column = (int(place) for place in wrong[0])
        raise InputProblem(
            "{file}: parameter '{name}', row {row}: found {found}; allowed: a quantile between 0 and 1; make it again "
            "with 'smartmix calibrate --ship', or run with --prior",
            file=file,
            name=names[column],
            row=row,
            found=float(quantiles[row, column]),
        )
    return quantiles


def _digest(names: Sequence[str], quantiles: Any) -> str:
    plain = np.ascontiguousarray(quantiles, "<f4")
    return hashlib.sha256(json.dumps([list(names), plain.shape]).encode() + plain.tobytes()).hexdigest()


def write_posterior(folder: Path, names: Sequence[str], quantiles: Any, parts: Mapping[str, Any]) -> Posterior:
    """Write a posterior that fits the present code and give it back; each file whole, the manifest last.

    quantiles: (n, D) in the order of `names`, each in (0, 1), rows equally weighted and in random order.
    parts: the rest of the manifest ("fingerprints": {"evidence": ...}, "simulations", "seed", "settings",
    "made_with"). Raises InputProblem when the disk does not allow it, or when it cannot be read back.
    """
    given = np.asarray(quantiles, np.float64)
    rounded = given.astype(np.float32)
    # what lies inside must not be rounded onto 0 or 1
    ends = np.nextafter(np.float32(0), np.float32(1)), np.nextafter(np.float32(1), np.float32(0))
    rounded = np.where((given > 0) & (given < 1), np.clip(rounded, *ends), rounded)
    fingerprints = {
        "population": population_fingerprint(),
        "behaviour": behaviour_fingerprint(),
        "priors": priors_fingerprint(names),
        "content": _digest(names, rounded),
    }
    content = {
        "format": FORMAT,
        "draws": len(rounded),
        "parameters": list(names),
        **parts,
        "fingerprints": fingerprints | dict(parts.get("fingerprints", {})),
        "versions": package_versions(),
    }
    table = pa.table({name: rounded[:, column] for column, name in enumerate(names)})
    with whole_file(folder / DRAWS) as temporary:
        pq.write_table(table, temporary, compression="zstd")
    write_json(folder / MANIFEST, content)
    return read_posterior(folder)
