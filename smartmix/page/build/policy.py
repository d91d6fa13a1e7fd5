"""The eight dials of policy: the law, the office, money, initiatives, conditions and effort for EU law."""

from collections.abc import Callable
from typing import Any

from results.mixes.dial_words import SCALE, value_name
from results.number_format import decimal
from results.scope.words import range_words, scope_words
from results.words import full_name
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from scenarios.scope import ScopeCount, count_scope, everyone
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR
from smartmix.page.dials import policy_dials as dials
from smartmix.page.dials.dial_widgets import dial
from smartmix.page.parts.aside import aside
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, button, select, text

#: The first year that the start of a law can be set to.
FIRST_START = 2021
#: Ends of sliders: employees, inspections per 100 firms and year, advisers, million euro a year, % of firms.
_TOPS = {"employees": 5000.0, "inspections": 100.0, "advisers": 100.0, "money": 100.0, "members": 50.0}


class PolicyDials:
    """The eight, at what they are in the mix as it is now."""

    def __init__(self, view: View, start: Mix, mix: Callable[[], Mix], turn: Callable[[dials.Turns], None]) -> None:
        """mix: as it is when a dial is turned; turn: what changes it."""
        self._view, self._start, self._mix, self._turn = view, start, mix, turn

    def place(self) -> None:
        """Put the dials into the present element."""
        _ = self._view.words
        mix = self._mix()
        law = dials.main_law(mix)
        with box("div", css="controls", role="group", aria_label=_("The law")):
            if law is None:
                text("p", _("This mix has no law of due diligence that may come into force."))
            else:
                self._law(mix, law)
            if not dials.can_take_broad_law(mix):
                text("p", _("A rule of this mix may bring the law, as in the mix that it starts from."))
            elif law is None or not dials.law_in(mix, law)[0].broad:
                button(_("Add the broad law of mix 2"), lambda: self._turn([dials.BROAD_LAW]))
        with box("div", css="controls", role="group", aria_label=_("Help, money and conditions")):
            self._help(mix)

    def _law(self, mix: Mix, name: str) -> None:
        _, lang = self._view.words, self._view.lang
        law, content, item = dials.law_in(mix, name)
        text("p", _("The law: {name}").format(name=getattr(item.name, lang)), css="which")
        base = self._start if name in self._start.instruments else load_mix(dials.BROAD_LAW[1])
        first = dials.threshold(base, name)
        dial(
            _("1 Who falls under it: more than … employees"),
            dials.threshold(mix, name),
            lambda value: self._who(name, value),
            low=0.0,
            high=1e6,
            top=_TOPS["employees"],
            step=50.0,
            lang=lang,
            is_amount=True,
            may_be_empty=True,
            if_empty=first,
        )
        self._count = box("div", aria_live="polite", css="note")
        self._show_count(name)
        now = item.in_force or law.in_force or "never"
        select(_("2 In force from"), _starts(now, item.announced or law.announced, lang), now, self._from(name))
        self._number(
            _("3 Inspections a year per 100 firms"),
            content.inspections_per_100_firms,
            lambda _mix, value: dials.set_inspections(name, value),
            _TOPS["inspections"],
            1000.0,
        )

    def _from(self, name: str) -> Callable[[str], None]:
        return lambda quarter: self._turn(dials.set_start(self._mix(), name, quarter))

    def _who(self, name: str, employees: float | None) -> None:
        self._turn(dials.set_threshold(name, employees))
        self._show_count(name)

    def _show_count(self, name: str) -> None:
        """The number of firms beside the threshold, and the test in words where it holds more than that."""
        _, lang = self._view.words, self._view.lang
        phase = dials.law_in(self._mix(), name)[1].scope[-1]

        def show(found: ScopeCount) -> None:
            text(
                "p",
                _("{firms} firms that trade abroad fall under it ({scope}).").format(
                    firms=_firms(found, lang), scope=scope_words(phase, lang)
                ),
            )

        aside(self._view, self._count, lambda: count_scope(phase.test(), everyone()), show)

    def _help(self, mix: Mix) -> None:
        _, lang = self._view.words, self._view.lang
        self._number(
            _("4 Support office: advisers, full time"), dials.advisers(mix), dials.set_advisers, _TOPS["advisers"], 1e4
        )
        self._number(
            _("5 Subsidies together (million euro a year)"),
            dials.budget(mix) * SCALE["money"],
            lambda mix, value: dials.set_budget(mix, value / SCALE["money"]),
            _TOPS["money"],
            1e5,
        )
        self._number(
            _("6 Sector initiatives: firms that take part (%, mean of the sectors)"),
            dials.members(mix) * SCALE["share"],
            lambda mix, value: dials.set_members(mix, value / SCALE["share"]),
            _TOPS["members"],
            100.0,
        )
        known = {name: full_name(name, load_mix(name).name, lang) for name in dials.CONDITIONS}
        now = dials.conditions(mix)
        select(
            _("7 Conditions on subsidies and support: as in"),
            known if now is not None else {"": _("this mix only"), **known},
            now or "",
            lambda source: self._turn(dials.set_conditions(self._start, self._mix(), source)) if source else None,
        )
        self._number(
            _("8 Effort for EU law in Brussels (% of the most)"),
            dials.effort(mix) * SCALE["share"],
            lambda mix, value: dials.set_effort(mix, value / SCALE["share"]),
            100.0,
            100.0,
        )

    def _number(
        self, label: str, value: float, turns: Callable[[Mix, float], dials.Turns], top: float, high: float
    ) -> Any:
        def changed(number: float | None) -> None:
            if number is not None:
                self._turn(turns(self._mix(), number))

        return dial(
            label, round(value, 2), changed, low=0.0, high=high, top=max(top, value), step=0.5, lang=self._view.lang
        )


def _firms(found: ScopeCount, lang: str) -> str:
    """The count with its range, where the readings of the test differ."""
    total = found.total
    is_one = round(total.low) == round(total.high)
    return decimal(total.central, lang) if is_one else range_words(total, lang)


def _starts(now: str, announced: str | None, lang: str) -> dict[str, str]:
    """Years from which the law may be in force, none before it is announced; and what it is now."""
    least = index_of(announced) if announced is not None else 0
    years = [year for year in range(FIRST_START, LAST_YEAR + 1) if (year - FIRST_YEAR) * 4 >= least]
    found = {f"{year}Q1": str(year) for year in years}
    if now not in found:
        words = f"{now[:4]} {now[4:]}" if now[:1].isdigit() else value_name(now, lang)
        found = {now: words} | found
    return {**found, "never": value_name("never", lang)}
