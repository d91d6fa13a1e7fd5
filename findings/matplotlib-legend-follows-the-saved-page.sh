#!/usr/bin/env bash
# matplotlib 3.11.2: figure.legend(loc="outside lower center") lies 7 pixels below the axes. Saved with a page that is 0.6 inch
# longer below (bbox_inches), for a line of text there, it lies 67 pixels below them and over that text: the layout was made for
# the figure, the legend goes to the foot of the page. SmartMix ties a legend to the figure before it saves.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "matplotlib==3.11.2" "numpy==2.5.4"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox


def gap(page):
    """Pixels between the foot of the axes, which are blue, and the legend, which is red."""
    figure = Figure(figsize=(4, 3), dpi=100, layout="constrained")
    axes = figure.subplots()
    axes.axis("off")
    axes.add_patch(Rectangle((0, 0), 1, 1, transform=axes.transAxes, color="#0000ff", linewidth=0))
    line = axes.plot([0, 1], [0, 1], color="#0000ff")
    figure.legend(line, ["a line"], loc="outside lower center", facecolor="#ff0000", framealpha=1, edgecolor="#ff0000")
    stream = io.BytesIO()
    figure.savefig(stream, format="png", bbox_inches=page)
    image = np.round(255 * imread(io.BytesIO(stream.getvalue()))).astype(int)
    red = np.flatnonzero(((image[..., 0] > 250) & (image[..., 1] < 5) & (image[..., 2] < 5)).any(axis=1))
    blue = np.flatnonzero(((image[..., 2] > 250) & (image[..., 0] < 5)).sum(axis=1) > 100)
    return int(red[0] - blue[-1])


as_drawn, longer = gap(None), gap(Bbox([[0, -0.6], [4, 3]]))
print("pixels between axes and legend: as drawn", as_drawn, "on a page 0.6 inch (60 pixels) longer below:", longer)
assert as_drawn < 15 and longer == as_drawn + 60, "behaviour changed"
PYTHON
