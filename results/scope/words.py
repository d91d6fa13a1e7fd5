"""Tests of who falls under a law in words, and counts of firms: always a range."""

from collections.abc import Mapping, Sequence

from results.language import translator
from results.life.life import law_name
from results.number_format import decimal, euros, exact
from results.ranged import between, with_ends
from results.words import sector_names
from scenarios.scope import FirmCount, ScopeCount, counts_of_groups
from scenarios.scope_external import external_counts
from scenarios.scope_format import FirmTest, OwnMoney, Product, ScopePhase
from scenarios.shipped import load_law


def range_words(part: FirmCount, lang: str) -> str:
    """`1,690 (1,504 to 1,760)`."""
    low, middle, high = (decimal(value, lang) for value in (part.low, part.central, part.high))
    return with_ends(middle, low, high, lang)


def outside_words(found: ScopeCount, lang: str) -> str:
    """How many fall under it that do not trade abroad."""
    _ = translator(lang)
    if found.outside is None:
        return _("cannot be established")
    return between(decimal(found.outside.low, lang), decimal(found.outside.high, lang), lang)


def reading_names(lang: str) -> dict[str, str]:
    """Each reading of a test by its key (`ScopeTest.readings`)."""
    _ = translator(lang)
    return {
        "as_given": _("as given"),
        "at_least": _("at the threshold or above"),
        "strictly_more": _("above the threshold"),
        "turnover_and_assets": _("turnover and balance total"),
        "turnover_or_assets": _("turnover or balance total"),
        "euro_lower": _("thresholds in euro read lower"),
        "euro_higher": _("thresholds in euro read higher"),
        "groups_low": _("groups of which it is sure, recalled figures read lower"),
        "groups_high": _("every group with a seat here, recalled figures read higher"),
    }


def reading_lines(found: ScopeCount, lang: str) -> list[str]:
    """What the range holds: each reading of the test with its count."""
    names = reading_names(lang)
    return [f"{names[key]}: {decimal(value, lang)}" for key, value in found.readings.items()]


def group_lines(found: ScopeCount, lang: str) -> list[str]:
    """How many of them are Dutch groups, on what that rests, and what it cannot say; none for tests of firms."""
    if found.groups is None:
        return []
    _ = translator(lang)
    groups = found.groups
    counted = range_words(FirmCount(groups.low, groups.central, groups.high), lang)
    return [
        _(
            "Dutch groups: {range}. The list of groups alone has {listed}, of which {read} with both figures read in a "
            "source."
        ).format(range=counted, listed=decimal(groups.in_list, lang), read=decimal(groups.in_sources, lang)),
        _("The others are firms below a foreign parent, or without a known group, that are large enough on their own."),
        _(
            "Not known: who controls some groups, heads against full-time posts, two years in a row, and medium-sized "
            "groups that are on no list."
        ),
    ]


def cautions(law: str, lang: str) -> list[str]:
    """What a count under a shipped law does not say: who stands in for whom, and the note of its scope."""
    _ = translator(lang)
    text = load_law(law)
    tests = [test for phase in text.scope for test in (phase, *phase.tests)]
    said: list[str] = []
    if all(phase.test().nobody for phase in text.scope):
        said.append(_("No firm of the world is known to fall under it; 0 does not mean that nobody does."))
    elif any(test.in_model is not None and not test.in_model.nobody for test in tests):
        said.append(
            _(
                "Firms of the world stand in for some that the law means and the world does not know; read the count "
                "as a rough bound at most."
            )
        )
    for count in counts_of_groups(law):
        said.append(
            _(
                "By the figures of whole groups, to which the world holds nobody under this law, {range} firms pass."
            ).format(range=range_words(count, lang))
        )
    if "scope" in text.evidence:
        said.append(_("On this scope: {note}").format(note=getattr(text.evidence["scope"].note, lang)))
    return said


def external_lines(law: str, lang: str) -> list[str]:
    """What others counted for a shipped law, each with its sources."""
    _ = translator(lang)
    counts = external_counts(law)
    said = [f"{count.nl if lang == 'nl' else count.en} ({', '.join(count.sources)})" for count in counts]
    return [_("Counted by others: {count}").format(count=text) for text in said]


def money_words(money: float | OwnMoney, lang: str, currency: str = "EUR") -> str:
    """An amount with all its digits: `€22.5 million`, `GBP 36 million`; currency: that of a bare number."""
    _ = translator(lang)
    value, currency = (money.amount, money.currency) if isinstance(money, OwnMoney) else (money, currency)
    sign = f"{currency} " if currency != "EUR" else "€ " if lang == "nl" else "€"
    for size, word in ((1e9, _("billion")), (1e6, _("million"))):
        scaled = value / size
        for digits in range(4):
            if scaled >= 1 and abs(scaled - round(scaled, digits)) < 1e-12:
                return f"{sign}{decimal(scaled, lang, digits)} {word}"
    return f"{sign}{exact(value, lang)}"


def size_names(lang: str) -> dict[str, str]:
    """What each threshold of a test is about, with `{least}`."""
    _ = translator(lang)
    return {
        "employees": _("working persons: {least}"),
        "turnover_eur": _("turnover: {least}"),
        "assets_eur": _("balance total: {least}"),
        "turnover_eu_eur": _("turnover in the EU: {least}"),
        "royalties_eu_eur": _("royalties in the EU: {least}"),
        "eu_subsidiary_turnover_eur": _("turnover of an EU subsidiary: {least}"),
    }


def least_words(test: FirmTest, key: str, lang: str) -> str:
    """`more than 5,000`, `€40 million or more`."""
    _ = translator(lang)
    value = getattr(test, key)
    amount = decimal(value, lang) if key == "employees" else money_words(value, lang)
    return (_("more than {amount}") if test.strictly_more else _("{amount} or more")).format(amount=amount)


def phases_words(scope: Sequence[ScopePhase], lang: str) -> str:
    """Who falls under each phase of a law; where there are more, from when on."""
    if len(scope) == 1:
        return scope_words(scope[0], lang)
    phases = sorted(scope, key=lambda phase: phase.after_quarters)
    return "; ".join(
        _phase_begins(phase.after_quarters, lang).format(count=phase.after_quarters, scope=scope_words(phase, lang))
        for phase in phases
    )


def _phase_begins(after: int, lang: str) -> str:
    _ = translator(lang)
    if after == 0:
        return _("from the start: {scope}")
    return (
        _("from 1 quarter after the start: {scope}")
        if after == 1
        else _("from {count} quarters after the start: {scope}")
    )


def scope_words(phase: ScopePhase, lang: str) -> str:
    """Who falls under a phase, in words."""
    _ = translator(lang)
    own = test_words(phase, lang)
    if not phase.tests:
        return own or _("all firms")
    joint = {"any": _(" or "), "all": _(" and ")}.get(str(phase.combine), "; ")
    parts = joint.join(f"({test_words(part, lang) or _('all firms')})" for part in phase.tests)
    if joint == "; ":
        parts = _("{count} of: {sizes}").format(count=phase.tests_needed, sizes=parts)
    return "; ".join(part for part in (own, parts) if part)


def phases_of(law_id: str, lang: str) -> list[str]:
    """Who falls under each phase of a shipped law, in words."""
    return [scope_words(phase, lang) for phase in load_law(law_id).scope]


def test_words(test: FirmTest, lang: str) -> str:
    """One test of a firm in words; "" when it asks nothing."""
    _ = translator(lang)
    names = size_names(lang)
    sizes = {
        key: words.format(least=least_words(test, key, lang))
        for key, words in names.items()
        if getattr(test, key) is not None
    }
    if test.turnover_or_assets and {"turnover_eur", "assets_eur"} <= set(sizes):
        sizes["turnover_eur"] = _(" or ").join([sizes["turnover_eur"], sizes.pop("assets_eur")])
    said = list(sizes.values())
    parts = [(_(" and ") if test.needed in (None, len(said)) else ", ").join(said)] if said else []
    if said and test.needed is not None and test.needed < len(said):
        parts = [_("{count} of: {sizes}").format(count=test.needed, sizes=parts[0])]
    if parts and test.counts != "firm":
        parts = [f"{figures_words(test, lang)}: {parts[0]}"]
    years = {"two_consecutive": _("two years in a row"), "either_of_two": _("in either of two years")}
    parts += [years[test.years]] if test.years in years else []
    parts += [words for key, words in limit_words(lang).items() if getattr(test, key)]
    parts += [", ".join(sector_names(lang)[name] for name in test.sectors)] if test.sectors else []
    for words, values in (
        (_("legal form: {names}"), test.legal_forms),
        (_("role: {names}"), role_names(test.roles, lang)),
        (_("seat in: {names}"), place_names(test.established, lang)),
        (_("does business in: {names}"), place_names(test.active_in, lang)),
        (_("products: {names}"), [product_words(product, lang) for product in test.products]),
    ):
        parts += [words.format(names=", ".join(values))] if values else []
    parts += [_("founded after {day}").format(day=test.founded_after)] if test.founded_after else []
    parts += (
        [_("financial years that end on {day} or later").format(day=test.year_ends_from)] if test.year_ends_from else []
    )
    parts += [_("not covered by a report or plan of the parent")] if test.not_covered_by_parent else []
    return "; ".join(parts)


def limit_words(lang: str) -> dict[str, str]:
    """What a firm must be besides its size, by the key of the test."""
    _ = translator(lang)
    return {
        "public_interest": _("public-interest entities"),
        "listed": _("listed"),
        "sells_to_consumers": _("sells to consumers"),
        "sells_to_end_users": _("sells to end users"),
        "imports": _("imports"),
    }


def figures_words(test: FirmTest, lang: str) -> str:
    """Whose figures a test reads, and whom it binds."""
    _ = translator(lang)
    whose = _("whole group") if test.counts == "group_worldwide" else _("group in the country")
    binds = _("binds the ultimate parent") if test.binds == "ultimate_parent" else _("binds every firm in it")
    return f"{whose} ({binds})"


def place_names(places: list[str], lang: str) -> list[str]:
    """Countries by their codes, the EU, and outside the EU."""
    _ = translator(lang)
    return [_("outside the EU") if place == "outside_EU" else place for place in places]


def role_names(roles: list[str], lang: str) -> list[str]:
    """What a firm does in the chain or by trade, in words; a role of a user's own law by its key."""
    _ = translator(lang)
    known = {
        "importer": _("importer"),
        "exporter": _("exporter"),
        "trader": _("trader"),
        "manufacturer": _("manufacturer"),
        "retail_seller": _("shop"),
        "first_placer": _("first to place the goods on the market"),
        "downstream_operator": _("further down the chain"),
        "primary_producer": _("grower or producer of the raw goods"),
        "places_goods_on_market": _("places goods on the market"),
        "places_batteries_on_market": _("places batteries on the market"),
        "distance_seller": _("sells from a distance"),
        "suspicion_of_child_labour": _("reasonable suspicion of child labour"),
    }
    return [known.get(role, role.replace("_", " ")) for role in roles]


def product_words(product: Product, lang: str) -> str:
    """`CN 4407 from 5,000 kg a year`."""
    _ = translator(lang)
    name = f"CN {product.cn}" if product.cn else str(product.commodity).replace("_", " ")
    if not product.volume_known:
        return _("{product} from an amount a year that was not seen").format(product=name)
    if product.kg_per_year is None:
        return name
    return _("{product} from {amount} kg a year").format(product=name, amount=decimal(product.kg_per_year, lang))


def scope_heading(law: str | None, thresholds: Mapping[str, float | None], lang: str) -> str:
    """What was counted: a law, or the thresholds by name (employees, turnover and assets, in persons and euro)."""
    _ = translator(lang)
    if law is not None:
        return _("Firms under {law} ({id})").format(law=law_name(law, lang), id=law)
    parts = {
        "employees": _("1 working person or more")
        if thresholds.get("employees") == 1
        else _("{amount} working persons or more"),
        "turnover": _("turnover of {amount} or more"),
        "assets": _("balance total of {amount} or more"),
    }
    told = [
        parts[name].format(amount=decimal(value, lang) if name == "employees" else euros(value, lang))
        for name, value in thresholds.items()
        if value is not None
    ]
    return _("Firms with {thresholds}").format(thresholds="; ".join(told))
