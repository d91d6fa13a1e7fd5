"""What the pages let people choose, read from the address; what an address names and nobody knows is left out."""

from collections.abc import Sequence
from functools import cache

from experiments import defaults
from results.words import full_name, group_words, indicator_words
from scenarios.library import future_of, list_futures, list_mixes, load_future, load_mix
from simulation.indicator_rows import INDICATORS, ROWS
from simulation.vocabulary import LAST_YEAR
from smartmix.page.dials.mix_address import joined, own_choices, own_mixes, own_of
from smartmix.page.parts.frame import View
from smartmix.page.serving.address import Address
from smartmix.page.serving.work import Request


@cache
def mix_choices(lang: str) -> dict[str, str]:
    """Shipped mixes: id to name."""
    return {name: full_name(name, load_mix(name).name, lang) for name in list_mixes()}


def all_mixes(view: View) -> dict[str, str]:
    """The user's own mixes, kept or in the address, and the shipped ones: id to name."""
    own = own_choices(view.address, view.owner, view.lang)
    return {mix: name for mix, (name, _text) in own.items()} | mix_choices(view.lang)


def own_with(view: View, *mixes: str) -> str | None:
    """`own` of an address that also has these of the user's own mixes."""
    own = own_choices(view.address, view.owner, view.lang)
    there = [mix.id for mix, _text in own_mixes(view.address)]
    return joined([own[mix][1] for mix in dict.fromkeys((*there, *mixes)) if mix in own])


@cache
def future_choices(lang: str) -> dict[str, str]:
    """Shipped futures: id to name."""
    return {name: str(getattr(load_future(name).name, lang)) for name in list_futures()}


@cache
def group_choices(lang: str) -> dict[str, str]:
    """Groups of firms: key to name."""
    return {key: words.name for key, words in group_words(lang).items()}


@cache
def indicator_choices(lang: str) -> dict[str, str]:
    """Indicators that a chart can show: key to name."""
    return {key: words.name for key, words in indicator_words(lang).items() if key in INDICATORS and key != "firms"}


def chosen_mixes(address: Address) -> tuple[str, ...]:
    """Mixes compared, the baseline apart; the four of 2020 where the address names none."""
    known = {*list_mixes(), *(mix for mix, _text in own_of(address))}
    found = tuple(dict.fromkeys(mix for mix in address.items("mixes") if mix in known))
    return (found or defaults.MIXES)[: defaults.MOST_MIXES - 1]


def chosen_baseline(address: Address) -> str:
    """The mix that the others are compared with."""
    return address.among("baseline", tuple(list_mixes()), defaults.BASELINE)


def chosen_future(address: Address) -> str:
    """The future; where the address names none, the one that follows from the mixes."""
    own = {mix.id: mix for mix, _text in own_mixes(address)}
    mixes = [own.get(mix, mix) for mix in (chosen_baseline(address), *chosen_mixes(address))]
    return address.among("future", tuple(list_futures()), future_of(mixes))


def chosen_year(address: Address) -> int:
    """The year that results are shown of, up to 2035."""
    return address.whole("year", defaults.LAST_YEAR_SHOWN, defaults.FIRST_YEAR_CHOSEN, LAST_YEAR)


def chosen_focus(address: Address, mixes: Sequence[str]) -> str:
    """The mix whose three numbers stand first: the last of those compared, where the address names none of them."""
    return address.among("focus", tuple(mixes), mixes[-1])


def chosen_group(address: Address, lang: str) -> str:
    """The group of firms that charts show."""
    return address.among("group", tuple(group_choices(lang)), "goal90")


def chosen_indicators(address: Address, lang: str) -> tuple[str, ...]:
    """Indicators with a chart."""
    known = indicator_choices(lang)
    return tuple(key for key in address.items("show") if key in known) or defaults.INDICATORS_SHOWN


def group_of(indicator: str, group: str) -> str:
    """The group for which an indicator exists: what government spends is known for all firms together only."""
    return "all" if ROWS[indicator].kind in ("shared", "size") else group


def request_of(address: Address) -> Request:
    """The comparison that an address asks for."""
    seed = address.whole("seed", 1, 0, 2**31)
    mixes = chosen_mixes(address)
    own = tuple((mix, content) for mix, content in own_of(address) if mix in mixes)
    until = defaults.LAST_YEAR_SHOWN if chosen_year(address) <= defaults.LAST_YEAR_SHOWN else LAST_YEAR
    return Request(mixes, chosen_baseline(address), chosen_future(address), seed=seed, own=own, last_year=until)
