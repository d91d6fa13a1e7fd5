"""What `scope --json` prints."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from scenarios.firm_scope import FirmAnswer
from scenarios.scope import ScopeCount


def counts_json(
    law: str | None, thresholds: Mapping[str, float | None], counts: Sequence[tuple[int, ScopeCount]]
) -> dict[str, Any]:
    """Counts by phase of a law (quarters after its start), or above thresholds by name; format 1."""
    phases = [
        {
            "after_quarters": after,
            "total": asdict(count.total),
            "by_size": {name: asdict(part) for name, part in count.by_size.items()},
            "by_sector": {name: asdict(part) for name, part in count.by_sector.items()},
            "readings": count.readings,
            "without_foreign_trade": asdict(count.outside) if count.outside else None,
            "groups": asdict(count.groups) if count.groups else None,
        }
        for after, count in counts
    ]
    return {"format": 1, "law": law, "thresholds": None if law else dict(thresholds), "phases": phases}


def answers_json(answers: Sequence[FirmAnswer]) -> dict[str, Any]:
    """Answers about one firm on one day, a law each; format 1."""
    rows = [
        {
            "law": answer.law.id,
            "version": answer.version,
            "verdict": answer.verdict,
            "since": answer.since,
            "article": answer.test.article,
            "conditions": {check.key: check.holds for check in answer.checks},
            "missing": list(answer.missing),
            "taken": list(answer.taken),
        }
        for answer in answers
    ]
    return {"format": 1, "on": answers[0].on, "answers": rows}
