"""`smartmix verify RUN`, `smartmix.verify(folder)`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from smartmix import output
from smartmix.command import Verb, describe
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.problems import DONE, NOT_MET
from smartmix.session import words

if TYPE_CHECKING:
    from experiments.integrity import Finding

Run = Annotated[Place, Option("RUN", "", _("a run folder"))]
Everything = Annotated[bool, Option("--all", "", _("compute every block again, not just one"))]


@dataclass(frozen=True)
class _Verified:
    """A folder, how many files it should hold, what was computed again (of `draws` or `runs`), and what is wrong."""

    folder: Path
    files: int
    computed: str
    everything: bool
    findings: "list[Finding]"
    is_sealed: bool = True


@describe
def verify(folder: Run, everything: Everything = False) -> "list[Finding]":
    """Hold the files of a run against their hashes and compute blocks again: what is wrong, [] when nothing is.

    Raises InputProblem when it is no finished run, or was made by a version that behaves differently.

        comparison = sm.compare("mix-1", draws=2, firms=120, last_year=2020, figures=False)
        assert sm.verify(comparison.folder) == []
    """
    return _verified(folder, everything, progress=False).findings


def _verified(folder: Run, everything: Everything = False, progress: bool = True) -> _Verified:
    from experiments.integrity import findings, finish_closing, manifest_in  # noqa: PLC0415
    from experiments.runner import blocks_of  # noqa: PLC0415
    from experiments.verify import can_recompute, recomputed  # noqa: PLC0415

    _, place = words(), Path(folder)
    if wrong := findings(place):
        return _Verified(place, 0, "", everything, wrong)
    manifest = manifest_in(place)
    finish_closing(place, manifest)
    files, is_sealed = len(manifest["files"]), "seal" in manifest
    if not can_recompute(manifest):
        return _Verified(place, files, "", everything, [], is_sealed)
    if manifest.get("kind") == "sweep":
        from experiments.sweep.verify import runs_to_compute  # noqa: PLC0415

        unit, total = "runs", runs_to_compute(place, manifest, everything)
    else:
        blocks = blocks_of(int(manifest["settings"]["draws"]))
        unit, total = "draws", sum(map(len, blocks)) if everything else len(blocks[0])
    with output.progress(total, is_wanted=progress) as watch:
        watch.stage(_("computing again"))
        different = recomputed(place, manifest, everything, watch.advance)
    return _Verified(place, files, unit, everything, different, is_sealed)


def _show(found: _Verified, as_json: bool, quiet: bool) -> int:
    _ = words()
    problems = {
        "missing": _("{file}: is missing"),
        "changed": _("{file}: is not as it was written"),
        "stray": _("{file}: does not belong to this run"),
        "recomputed differently": _("{file}: comes out differently when computed again"),
    }
    for finding in found.findings:
        output.show(problems[finding.problem].format(file=finding.file))
    if found.findings:
        return NOT_MET
    sentences = {
        ("", True): _("{folder}: all {files} files are as they were written"),
        ("", False): _("{folder}: all {files} files are as they were written"),
        ("draws", True): _(
            "{folder}: all {files} files are as they were written, and every block of draws came out the same again"
        ),
        ("draws", False): _(
            "{folder}: all {files} files are as they were written, and one block of draws came out the same again"
        ),
        ("runs", True): _(
            "{folder}: all {files} files are as they were written, and every block of runs came out the same again"
        ),
        ("runs", False): _(
            "{folder}: all {files} files are as they were written, and one block of runs came out the same again"
        ),
    }
    output.show(sentences[found.computed, found.everything].format(folder=found.folder, files=found.files))
    if not found.is_sealed:
        output.show(_("It was made by an older version and carries no seal: a change of its manifest may go unseen."))
    return DONE


VERB = Verb(_verified, _("check a run folder and compute a part of it again"), _show, json=None, quiet=None)
