"""`smartmix verify RUN`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.problems import DONE, NOT_MET
from smartmix.session import words


def verify(
    run: Annotated[str, typer.Argument(metavar="RUN", help=_("a run folder"))],
    everything: Annotated[bool, typer.Option("--all", help=_("compute every block again, not just one"))] = False,
    lang: options.Lang = None,
) -> int:
    """Hash the files of a run and compute blocks again; status 1 when something differs."""
    from experiments.runner import blocks_of  # noqa: PLC0415
    from experiments.verify import can_recompute  # noqa: PLC0415
    from experiments.verify import verify as verified  # noqa: PLC0415
    from smartmix.comparing import manifest_in  # noqa: PLC0415

    _ = words()
    folder = Path(run)
    manifest = manifest_in(folder)
    if not can_recompute(manifest):
        return _files_only(folder, manifest)
    is_sweep = manifest.get("kind") == "sweep"
    if is_sweep:
        from experiments.sweep.verify import runs_to_compute  # noqa: PLC0415

        total = runs_to_compute(folder, manifest, everything)
    else:
        blocks = blocks_of(int(manifest["settings"]["draws"]))
        total = sum(map(len, blocks)) if everything else len(blocks[0])
    with output.progress(total) as watch:
        watch.stage(_("computing again"))
        findings = verified(folder, everything, watch.advance)
    if findings:
        return _found(findings)
    sentences = {
        (False, True): _(
            "{folder}: all {files} files are as they were written, and every block of draws came out the same again"
        ),
        (False, False): _(
            "{folder}: all {files} files are as they were written, and one block of draws came out the same again"
        ),
        (True, True): _(
            "{folder}: all {files} files are as they were written, and every block of runs came out the same again"
        ),
        (True, False): _(
            "{folder}: all {files} files are as they were written, and one block of runs came out the same again"
        ),
    }
    output.show(sentences[is_sweep, everything].format(folder=folder, files=len(manifest["files"])))
    return DONE


def _found(findings: list[Any]) -> int:
    """Print what is wrong."""
    _ = words()
    problems = {
        "missing": _("{file}: is missing"),
        "changed": _("{file}: is not as it was written"),
        "recomputed differently": _("{file}: comes out differently when computed again"),
    }
    for finding in findings:
        output.show(problems[finding.problem].format(file=finding.file))
    return NOT_MET


def _files_only(folder: Path, manifest: dict[str, Any]) -> int:
    """Files are held against their hashes where there are no blocks, or the folder does not hold what made them."""
    from experiments.verify import verify as verified  # noqa: PLC0415

    _ = words()
    findings = verified(folder)
    if findings:
        return _found(findings)
    text = _("{folder}: all {files} files are as they were written")
    output.show(text.format(folder=folder, files=len(manifest["files"])))
    return DONE
