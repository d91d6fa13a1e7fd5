"""Small bars in a table: the range before calibration (pale) with the range after it (dark) inside."""

from html import escape

#: Width and height of the drawing.
_WIDE, _HIGH = 150, 22


def range_bar(
    low: float,
    high: float,
    prior: tuple[float, ...] | None,
    posterior: tuple[float, ...] | None,
    words: str,
    observed: float | None = None,
) -> str:
    """SVG of ranges (p05, p50, p95) on an axis from low to high; `words` say the same; observed: a black mark."""

    def x(value: float) -> float:
        return round(4 + (_WIDE - 8) * (value - low) / (high - low), 1) if high > low else _WIDE / 2

    parts = [f'<line x1="4" y1="20" x2="{_WIDE - 4}" y2="20" stroke="#767676"/>']
    for points, top, tall, colour in ((prior, 3, 6, "#b5b5b5"), (posterior, 10, 7, "#0072B2")):
        if points is not None:
            wide = max(1.5, x(points[2]) - x(points[0]))
            parts.append(f'<rect x="{x(points[0])}" y="{top}" width="{wide:.1f}" height="{tall}" fill="{colour}"/>')
            parts.append(
                f'<line x1="{x(points[1])}" y1="{top - 1}" x2="{x(points[1])}" y2="{top + tall + 1}" stroke="#000"/>'
            )
    if observed is not None:
        at = x(observed)
        parts.append(f'<path d="M{at} 1 {at + 4} 7 {at} 13 {at - 4} 7z" fill="#000" stroke="#fff"/>')
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" role="img" '
        f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )
