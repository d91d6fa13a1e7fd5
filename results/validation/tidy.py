"""A validation as one tidy table: `validation.csv`."""

import csv
import io
from typing import Any

COLUMNS: tuple[str, ...] = (
    "kind",
    "id",
    "pattern",
    "name_en",
    "name_nl",
    "label",
    "sources",
    "grade",
    "observed",
    "spread",
    "prior_p05",
    "prior_p50",
    "prior_p95",
    "posterior_p05",
    "posterior_p50",
    "posterior_p95",
    "unseen_p05",
    "unseen_p50",
    "unseen_p95",
    "inside",
    "tail",
    "width_ratio",
    "fails_below",
    "fails_above",
    "law",
    "width",
    "p",
    "is_prior",
    "log_score_prior",
    "log_score_posterior",
    "prior_probability",
    "prior_defined",
    "posterior_probability",
    "posterior_defined",
    "built_in",
    "failed",
    "joint_p",
    "joint_distance",
    "joint_facts",
    "joint_replicated",
)


def validation_csv(content: dict[str, Any]) -> str:
    """The published form as a tidy table: a row per test, fact, fact of a law left out, sign and result."""
    rows: list[dict[str, Any]] = []
    for kind in ("joint", "joint_held_out"):
        if content[kind] is not None:
            rows.append({"kind": kind, "id": kind} | {f"joint_{key}": value for key, value in content[kind].items()})
    if content["log_scores"] is not None:
        scores = {f"log_score_{side}": value for side, value in content["log_scores"].items()}
        rows.append({"kind": "log_scores", "id": "log_scores"} | scores)
    for kind in ("facts", "held_out"):
        rows += [_fact_row(kind, name, fact) for name, fact in content[kind].items()]
    rows += [_left_out_row(name, one) for name, one in content["left_out"].items()]
    rows += [_sign_row(name, sign) for name, sign in content["signs"].items()]
    rows += [_result_row(name, result) for name, result in content["results"].items()]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _fact_row(kind: str, name: str, fact: dict[str, Any]) -> dict[str, Any]:
    row = {key: fact[key] for key in ("pattern", "grade", "observed", "spread", "inside", "tail", "width_ratio")}
    sides = [side for side in ("prior", "posterior", "unseen") if fact[side] is not None]
    row |= {f"{side}_{point}": fact[side][point] for side in sides for point in fact[side]}
    row |= {f"fails_{side}": value for side, value in (fact["fails"] or {}).items()}
    return {"kind": kind, "id": name, **_names(fact["name"]), "sources": " ".join(fact["sources"]), **row}


def _left_out_row(name: str, one: dict[str, Any]) -> dict[str, Any]:
    row = {f"posterior_{point}": one[point] for point in ("p05", "p50", "p95")}
    row |= {key: one[key] for key in ("law", "inside", "width")}
    return {"kind": "left_out", "id": name, "observed": one["measured"], **row}


def _result_row(name: str, result: dict[str, Any]) -> dict[str, Any]:
    row = {f"{side}_{point}": result[side][point] for side in ("prior", "posterior") for point in result[side]}
    return {
        "kind": "result",
        "id": name,
        **_names(result["name"]),
        "p": result["p"],
        "is_prior": result["is_prior"],
    } | row


def _sign_row(name: str, sign: dict[str, Any]) -> dict[str, Any]:
    row = {key: sign[key] for key in ("pattern", "label", "built_in", "failed")}
    row |= {f"{side}_{part}": sign[side][part] for side in ("prior", "posterior") for part in sign[side]}
    return {"kind": "sign", "id": name, **_names(sign["statement"]), "sources": " ".join(sign["sources"]), **row}


def _names(text: dict[str, str]) -> dict[str, str]:
    return {f"name_{lang}": text[lang] for lang in ("en", "nl")}
