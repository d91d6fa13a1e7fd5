#!/usr/bin/env bash
# textstat 0.7.13 with Pyphen 0.18.1: set to Dutch it counts a syllable where a word may be broken, and no word is broken after its first letter:
# over, open, oma, even, overheid and economie lose one. Six words such as oma have a Flesch reading ease of 124, and six such as mama,
# with as many syllables, one of 47.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "textstat==0.7.13" "pyphen==0.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import textstat

textstat.set_lang("nl")
right = {"over": 2, "open": 2, "oma": 2, "even": 2, "overheid": 3, "economie": 4, "eerlijke": 3, "regel": 2, "bureau": 2}
seen = {word: textstat.syllable_count(word) for word in right}
ease = [round(textstat.flesch_reading_ease(text), 1) for text in ("Oma, opa, over, open, even, ever.", "Mama, papa, later, lopen, geven, lever.")]
print("syllables:", seen, "right:", right, "Flesch:", ease)
short = [word for word in right if seen[word] == right[word] - 1]
assert short == ["over", "open", "oma", "even", "overheid", "economie"], "behaviour changed"
assert all(seen[word] == right[word] for word in ("eerlijke", "regel", "bureau")) and ease == [124.3, 47.3], "behaviour changed"
PYTHON
