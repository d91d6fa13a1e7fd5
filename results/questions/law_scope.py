"""Who is still in scope after Omnibus I: the scope counter, law by law (P-A2, P-A7, P-A8, P-A11)."""

from results.figure_style import PlainTable
from results.language import translator
from results.life.life import law_name
from results.questions.asking import Voice
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_facts import InScope, scope_count
from results.ranged import between, with_ends
from results.traced import Sentence

#: Each law before Omnibus I with what became of it.
_LAWS = (("csddd-2024", "csddd-omnibus"), ("csrd-2022", "csrd-omnibus"))


def scope_after_omnibus(case: Case) -> PermittedAnswer:
    """Firms that trade abroad under each law, and those that do not as far as known. The same for every run."""
    _ = translator(case.lang)
    sentences = [_fewer(case, before, after) for before, after in _LAWS]
    sentences += [_outside(case, before, after) for before, after in _LAWS]
    sentences.append(
        Sentence(
            _(
                "The ranges hold other readings of the text, thresholds in euro read lower and higher, and "
                "sampling; they do "
                "not depend on the mixes compared."
            ),
            (),
        )
    )
    return case.answer(sentences, _table(case), f"smartmix scope {_LAWS[0][1]}")


def _count(n: Voice, law: str) -> str:
    """`34 (20 to 51)`: the central count with the lowest and highest reading."""
    middle, low, high = (n.say(InScope(law, end)) for end in ("central", "low", "high"))
    return with_ends(middle, low, high, n.lang)


def _outside_count(n: Voice, law: str) -> str:
    return between(n.say(InScope(law, "low", outside=True)), n.say(InScope(law, "high", outside=True)), n.lang)


def _fewer(case: Case, before: str, after: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _(
            "Of the Dutch firms that trade abroad, {old} fall under “{before}”, fully phased in, and {new} "
            "under “{after}”."
        ),
        {
            "before": law_name(before, case.lang),
            "after": law_name(after, case.lang),
            "old": _count(n, before),
            "new": _count(n, after),
        },
    )


def _outside(case: Case, before: str, after: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    names = {"before": law_name(before, case.lang), "after": law_name(after, case.lang)}
    known = [law for law in (before, after) if scope_count(law).outside is not None]
    if not known:
        return n.write(
            _("How many firms that do not trade abroad fall under “{before}” or “{after}” cannot be established."),
            names,
        )
    law = known[-1]
    text = (
        _(
            "On top of that come firms that do not trade abroad: {count} under “{law}”; under "
            "“{before}” that cannot be established."
        )
        if known == [after]
        else _("On top of that come firms that do not trade abroad: {count} under “{law}”.")
    )
    return n.write(text, names | {"law": law_name(law, case.lang), "count": _outside_count(n, law)})


def _table(case: Case) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    heads = [_("law"), _("low"), _("central"), _("high"), _("without foreign trade")]
    lines: list[list[str]] = []
    for law in (name for pair in _LAWS for name in pair):
        counts = [n.say(InScope(law, end)) for end in ("low", "central", "high")]
        outside = _("cannot be established") if scope_count(law).outside is None else _outside_count(n, law)
        lines.append([law_name(law, case.lang), *counts, outside])
    return PlainTable(_("Firms that trade abroad under each law, fully phased in"), heads, lines)
