#!/usr/bin/env bash
# EMA Workbench 3.0.0, regional sensitivity: the curves of two groups over the categories of an input put the categories in another order for
# each group, and the axis names the order of the last one. Of the first group 60% has a law and 10% a grant; read off the figure it is
# 60% grant and 10% law, as in the second group, so that the two curves coincide where the groups are opposite.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "ema-workbench==3.0.0" "scikit-learn==1.9.1" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1" "matplotlib==3.11.2"
MPLBACKEND=agg "$place/env/bin/python" -W ignore - <<'PYTHON'
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ema_workbench.analysis.regional_sa import plot_individual_cdf

measures = ["law"] * 60 + ["office"] * 30 + ["grant"] * 10 + ["law"] * 10 + ["office"] * 30 + ["grant"] * 60
group = np.repeat([0, 1], 100)
figure, axes = plt.subplots()
plot_individual_cdf(axes, "measure", pd.Series(measures, dtype="category"), group, discrete=True, xticklabels_on=True)
labels = [text.get_text() for text in sorted(axes.texts, key=lambda each: each.get_position()[0])][:3]
read = {}
for n, colour in enumerate(dict.fromkeys(str(line.get_color()) for line in axes.lines if line.get_color() != "darkgrey")):
    heights = [float(line.get_ydata()[0]) for line in axes.lines if str(line.get_color()) == colour]
    read[n] = dict(zip(labels, np.diff([0, *heights]).round(2).tolist()))
    true = {name: measures[100 * n : 100 * n + 100].count(name) / 100 for name in labels}
    print("group", n, "read off the figure:", read[n], "true:", true)
    assert (read[n] == true) == (n == 1), "behaviour changed"
assert read[0] == read[1] and read[0]["grant"] == 0.6, "behaviour changed"
PYTHON
