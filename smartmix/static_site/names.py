"""What the site calls things, in one language: mixes, futures, groups, indicators, objectives, and its own words."""

from typing import Any

from experiments.compare import Comparison, mix_of
from experiments.objectives import shipped_objectives
from results.compare.conclusion import caveats
from results.compare.index_page import input_parts
from results.language import capital, translator
from results.queries import others
from results.ranged import difference_unit
from results.units import unit_of, unit_words
from results.words import future_words, group_words, indicator_words, mix_names, short_names
from scenarios.library import FORESEEN, HAPPENED, of_today
from simulation.indicators import INDICATORS
from smartmix.static_site.texts import texts


def names(comparisons: dict[str, Comparison], lang: str) -> dict[str, Any]:
    """All words that the scripts need, by kind and key. comparisons: by future; their mixes are the same."""
    _ = translator(lang)
    first = next(iter(comparisons.values()))
    full, short = mix_names(first, lang), short_names(first, lang)
    changed = dict(zip(others(first), input_parts(first, lang), strict=True))
    return {
        "lang": lang,
        "baseline": first.summary.baseline,
        "mixes": {
            mix: {
                "name": full[mix].name,
                "short": short[mix],
                "about": full[mix].meaning,
                "today": of_today(mix_of(first, mix)),
                "changes": _changes(changed.get(mix)),
            }
            for mix in first.mixes
        },
        "futures": {
            name: {"name": future_words(each, lang).name, "about": future_words(each, lang).meaning}
            for name, each in comparisons.items()
        },
        "firstFuture": {"today": HAPPENED, "other": FORESEEN},
        "groups": {key: {"name": words.name, "about": words.meaning} for key, words in group_words(lang).items()},
        "indicators": {
            key: {
                "name": words.name,
                "about": capital(words.meaning),
                "unit": unit_words(unit_of(key), lang),
                "change": unit_words(difference_unit(unit_of(key)), lang),
            }
            for key, words in indicator_words(lang).items()
            if key in INDICATORS
        },
        "objectives": {
            key: {
                "name": getattr(each.name, lang),
                "unit": unit_words(difference_unit(unit_of(each.indicator)), lang),
                "indicator": each.indicator,
                "group": each.group,
            }
            for key, each in shipped_objectives().items()
            if each.matters is not None
        },
        "caveats": caveats(lang),
        "texts": texts(lang),
    }


def _changes(part: Any) -> dict[str, Any] | None:
    """In what a mix differs from the baseline: a sentence, and a row per field; None for the baseline."""
    if part is None:
        return None
    return {"summary": part.summary, "rows": [[r.title, r.field, r.before, r.after] for r in part.rows]}
