"""The folder of a sweep: whose it is, which blocks are whole, and what it is when finished.

`data/<block>.parquet` and `runs/<block>.parquet` (status) are written first, then `blocks/<block>.json` with
their hashes (`experiments.integrity`): a block without that file, or whose files have other hashes, is not there.
`plan.json` is there while the sweep runs, `manifest.json` when it is finished.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from experiments.files import file_hash, reported_to_user, whole_file
from experiments.fingerprints import identity
from experiments.integrity import PLAN, close, forget_unfinished, note_block, noted_block, swept
from experiments.manifest import FORMAT, MANIFEST, deciding, read_manifest
from experiments.seal import write_sealed
from experiments.sweep.growing import grown
from experiments.sweep.plan import Sweep
from experiments.sweep.tables import Block
from experiments.writing import names_in
from scenarios.library import fingerprint
from simulation.problems import InputProblem

KIND = "sweep"


def sweep_manifest(sweep: Sweep) -> dict[str, Any]:
    """All that decides the data of a sweep: equal manifests give equal files."""
    checked, own = sweep.checked, identity()
    posterior = {"posterior": sweep.points.posterior.fingerprint} if sweep.points.posterior else {}
    model = {} if sweep.own is None else {"model": sweep.own.identity}
    plan = checked.plan.model_dump(mode="json") | {"indicators": list(checked.indicators)}
    content = {
        "format": FORMAT,
        "kind": KIND,
        "settings": {"plan": plan} | model,
        "seed": checked.plan.seed,
        "future": [future.id for future in checked.futures],
        "runs": sweep.runs,
        "blocks": sweep.blocks,
        "packages": own.pop("packages"),
        "fingerprints": {
            **own,
            "baseline": fingerprint(checked.baseline),
            "futures": {future.id: fingerprint(future) for future in checked.futures},
            "mixes": {mix.id: fingerprint(mix) for mix in checked.mixes},
            **posterior,
        },
    }
    return json.loads(json.dumps(content))


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Names of what differs between two manifests, in words of the plan where it is the plan."""
    found = [key for key in ("packages",) if old.get(key) != new.get(key)]
    found += ["model"] if old["settings"].get("model") != new["settings"].get("model") else []
    for part in ("fingerprints", "plan"):
        a, b = (m["settings"].get("plan", {}) if part == "plan" else m[part] for m in (old, new))
        found += [f"{part}.{key}" for key in sorted({*a, *b}) if a.get(key) != b.get(key)]
    return found


def claim(folder: Path, manifest: dict[str, Any], resume: bool, force: bool) -> bool:
    """Make a new or empty folder ours, or go on in one that holds this sweep; True when blocks must be compared.

    The plan may have grown (`growing`). Raises InputProblem for any other folder, for a sweep that is there
    already without `resume`, and for one of which inputs or behaviour have changed since it was begun, unless
    `force`.
    """
    with reported_to_user(folder):
        folder.mkdir(parents=True, exist_ok=True)
    marks = check_claim(folder, manifest, resume, force)
    write_sealed(folder / PLAN, manifest | (marks or {}))
    if marks is None:
        return False
    with reported_to_user(folder):
        (folder / MANIFEST).unlink(missing_ok=True)
    forget_unfinished(folder)
    return bool(marks)


def check_claim(folder: Path, manifest: Mapping[str, Any], resume: bool, force: bool) -> dict[str, Any] | None:
    """What the plan that is there becomes marked with, None in a new or empty folder; nothing is changed in it.

    Raises InputProblem for a folder that `claim` would refuse.
    """
    names = names_in(folder)
    if not names:
        return None
    found = PLAN if PLAN in names else MANIFEST
    old = read_manifest(folder, found) if found in names else None
    if old is None or old.get("kind") != KIND:
        raise InputProblem("{file}: the folder is not empty and holds no sweep; choose another with --out", file=folder)
    if not resume:
        raise InputProblem(
            "{file}: there is a sweep here; go on with it with --resume, or choose another folder with --out",
            file=folder,
        )
    different = changes(old, manifest)
    more = grown(old["settings"].get("plan", {}), manifest["settings"]["plan"])
    different = [what for what in different if what.removeprefix("plan.") not in more]
    if different and not force:
        raise InputProblem(
            "{file}: changed since this sweep was begun: {what}; choose another folder with --out, or keep what is "
            "there and go on with --force",
            file=folder,
            what=", ".join(different),
        )
    forced = [*old.get("forced", []), *([different] if different else [])]
    return ({"forced": forced} if forced else {}) | ({"grown": True} if more or old.get("grown") else {})


def parts(number: int) -> dict[str, str]:
    """Paths of a block's files within the folder."""
    return dict(zip(("data", "runs"), swept(number), strict=True))


def store(folder: Path, block: Block) -> None:
    """Write a block: its tables whole or not at all, and then that it is there. Raises InputProblem (disk)."""
    files: dict[str, str] = {}
    for table, name in ((block.data, parts(block.number)["data"]), (block.runs, parts(block.number)["runs"])):
        floats = [field.name for field in table.schema if str(field.type) == "double"]
        words = [field.name for field in table.schema if field.name not in floats]
        with whole_file(folder / name) as temporary:
            pq.write_table(
                table,
                temporary,
                compression="zstd",
                use_dictionary=words,  # type: ignore[arg-type] - the stub knows only a boolean
                column_encoding=dict.fromkeys(floats, "BYTE_STREAM_SPLIT"),
            )
            files[name] = file_hash(temporary)
    note_block(folder, block.number, files, content=block.content, runs=block.runs.num_rows, failed=block.failed)


def stored(folder: Path, number: int, content: str | None = None) -> dict[str, Any] | None:
    """What is known of a block that is whole; None when it is not, or holds other runs than `content` names."""
    try:
        found = noted_block(folder, number)
        if found is None or {*found["files"]} != {*swept(number)} or content not in (None, found["content"]):
            return None
        return {"runs": int(found["runs"]), "failed": int(found["failed"])}
    except (ValueError, KeyError, TypeError):
        return None


def finish(folder: Path, blocks: int) -> None:
    """Remove blocks beyond the last one (of a plan that was longer), and write the manifest, last."""
    manifest = {key: value for key, value in read_manifest(folder, PLAN).items() if key != "grown"}
    for kind in ("data", "runs", "blocks"):
        for path in (folder / kind).glob("*.*"):
            if not path.stem.isdigit() or int(path.stem) >= blocks:
                path.unlink()
    close(folder, deciding(manifest))
