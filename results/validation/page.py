"""The found part of docs/validation.md, made from the validation that ships: `python -m results.validation.page`."""

import json
from collections.abc import Sequence
from pathlib import Path

from calibration.validation_result import Validation
from results.calibration.parts import markdown_table
from results.report.shipped import VALIDATION
from results.validation.reading import validation_from
from results.validation.table import fact_heads, head_lines, left_out_heads, power_heads, result_heads
from results.validation.words import (
    fact_texts,
    left_out_summary,
    left_out_texts,
    power_summary,
    result_texts,
    sign_texts,
    verdict,
    verdict_lines,
)

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
BEGIN, END = "<!-- found: begin, made by python -m results.validation.page -->", "<!-- found: end -->"


def found_part(found: Validation) -> str:
    """Verdict and tables of a validation, in English; what an older format does not hold is left out."""
    facts = fact_texts((*found.facts, *found.held_out), "en")
    held = {check.fact.name["en"] for check in found.held_out}
    shown = [
        [
            f"{text.name} (held out)" if text.name in held else text.name,
            text.measured,
            text.prior,
            text.posterior,
            text.inside,
            text.tail,
            text.width,
        ]
        for text in facts
    ]
    parts = [head_lines(found, "en")[1], f"**{verdict(found, 'en')}**", _listed(verdict_lines(found, "en"))]
    parts += ["### Facts", markdown_table(fact_heads("en"), shown)]
    if found.left_out:
        rows = [[one.name, one.measured, one.range, one.inside, one.width] for one in left_out_texts(found, "en")]
        parts += ["### One law left out", left_out_summary(found.left_out, "en")]
        parts.append(markdown_table(left_out_heads("en"), rows))
    if any(check.power for check in found.facts):
        rows = [[text.name, text.measured, text.unseen, text.fails] for text in facts]
        parts += ["### What the joint test can see, and a country never seen", power_summary(found, "en")]
        parts.append(markdown_table(power_heads("en"), rows))
    if found.results:
        rows = [[text.name, text.prior, text.posterior, text.rests_on] for text in result_texts(found.results, "en")]
        parts += ["### Does any fact speak to these results?", markdown_table(result_heads("en"), rows)]
    signs = [text for label in ("empirical", "expected") for text in sign_texts(found.signs, label, "en") if text.marks]
    rows = [[text.id, text.statement, text.prior, text.posterior, text.marks] for text in signs]
    heads = ["sign", "says", "prior", "posterior", "remark"]
    return "\n\n".join([*parts, "### Signs that failed or are built in", markdown_table(heads, rows)])


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def page_with_found(text: str) -> str:
    """The page with what the validation that ships found between its marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    found = validation_from(json.loads(VALIDATION.read_text(encoding="utf-8")))
    return f"{before}{BEGIN}\n\n{found_part(found)}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page_with_found(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
