"""The whole table of a comparison as HTML: a level in each cell, and below it the difference with the baseline."""

from html import escape

from experiments.compare import Comparison
from results.compare.conclusion import conclusion
from results.compare.table import text_sections
from results.compare.text import head_lines, legend
from results.compare.worlds import world_title
from results.language import translator
from results.queries import views
from results.ranged import unbroken
from results.words import short_names


def matrix_html(comparison: Comparison, lang: str) -> str:
    """A table in a region that scrolls sideways; every text in it is escaped."""
    _ = translator(lang)
    short = short_names(comparison, lang)
    names = dict(zip(comparison.mixes, legend(comparison, lang), strict=True))
    heads = "".join(f'<th scope="col" title="{escape(names[m][1])}">{escape(short[m])}</th>' for m in comparison.mixes)
    lines: list[str] = []
    for section in text_sections(comparison, lang):
        title = f'<th scope="rowgroup" colspan="{len(short) + 1}">{escape(section.title)}</th>'
        lines.append(f'<tr class="part">{title}</tr>')
        for row in section.rows:
            cells = "".join(
                f"<td>{escape(unbroken(row.cells[m].level))}{_second(row.cells[m].difference)}</td>"
                for m in comparison.mixes
            )
            lines.append(f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>')
    label = escape(f"{_('Mixes beside each other')}: {world_title(comparison, lang)}")
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table><thead><tr><td></td>{heads}</tr>'
        f"</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def comparison_html(comparison: Comparison, lang: str) -> str:
    """What a notebook shows: the first two conclusions, what was compared, and the table of each world."""
    said = "".join(f"<p>{escape(sentence.text)}</p>" for sentence in conclusion(comparison, lang)[:2])
    head = "<br>".join(map(escape, head_lines(comparison, lang)))
    tables = "".join(
        f"<p><strong>{escape(world_title(view, lang))}</strong></p>{matrix_html(view, lang)}"
        for view in views(comparison)
    )
    return f"{said}<p><small>{head}</small></p>{tables}"


def _second(difference: str) -> str:
    return f'<br><span class="second">{escape(unbroken(difference))}</span>' if difference else ""
