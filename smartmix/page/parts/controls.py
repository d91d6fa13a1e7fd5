"""The controls that several pages share: which mixes, beside which, in which future."""

from collections.abc import Callable

from experiments import defaults
from smartmix.page.dials.mix_address import joined, own_choices, own_problems
from smartmix.page.parts import choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, checkboxes, details, select


def what_to_compare(view: View, start: Callable[[], None]) -> None:
    """Baseline, future and mixes; a change goes into the address, then `start()`."""
    _ = view.words

    def change(**values: str | None) -> None:
        view.go(**values)
        start()

    for problem in own_problems(view.address):
        alert(view.problem(problem))
    own = own_choices(view.address, view.owner, view.lang)

    def choose(chosen: list[str]) -> None:
        texts = [own[mix][1] for mix in chosen if mix in own]
        change(mixes=",".join(chosen), own=joined(texts))

    select(
        _("Baseline"),
        choices.mix_choices(view.lang),
        choices.chosen_baseline(view.address),
        lambda value: change(baseline=value),
    )
    select(
        _("Future"),
        choices.future_choices(view.lang),
        choices.chosen_future(view.address),
        lambda value: change(future=value),
    )
    with details(_("Mixes (at most {count})").format(count=defaults.MOST_MIXES - 1)):
        mine = {mix: _("my mix: {name}").format(name=name) for mix, (name, _text) in own.items()}
        checkboxes(_("Mixes"), {**mine, **choices.mix_choices(view.lang)}, choices.chosen_mixes(view.address), choose)
