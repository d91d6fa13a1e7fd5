"""Names and one-line meanings of the indicators (docs/indicators.md has the formulas)."""

from functools import cache

from results.language import translator
from results.words import Words
from simulation.indicator_rows import REACH
from simulation.indicators import INDICATORS


@cache
def indicator_words(lang: str) -> dict[str, Words]:
    """Every indicator of a run, and those that are worked out over draws."""
    words = _means(lang) | _money(lang) | _others(lang) | _reach(lang)
    derived = ("regulatory_burden_per_extra_firm_eur", "government_cost_per_extra_firm_eur", "year_90_percent")
    return {name: words[name] for name in (*INDICATORS, *derived)}


def _means(lang: str) -> dict[str, Words]:
    _ = translator(lang)
    return {
        "endorsement": Words(
            _("endorsement"), _("share of firms that endorse the OECD Guidelines in public (S-016); not practice")
        ),
        "stage_laggard": Words(_("share of laggards"), _("share of firms that are laggards now")),
        "stage_peloton": Words(_("share in the peloton"), _("share of firms that are in the peloton now")),
        "stage_leader": Words(_("share of leaders"), _("share of firms that are leaders now")),
        "basic_practice": Words(
            _("basic practice"), _("share of firms that do steps 1, 2, 3 and 5 to a basic level (S-198)")
        ),
        "practice": Words(_("practice"), _("mean of the six due-diligence steps as really done, 0 to 100%")),
        "all_six_steps": Words(_("all six steps"), _("share of firms that do all six steps almost fully (S-026)")),
        "reported": Words(_("reported"), _("mean of the six steps as firms report them, 0 to 100%")),
        "paper_gap": Words(_("paper gap"), _("what is reported but not done, mean over the steps")),
        "awareness": Words(_("awareness"), _("knows what due diligence asks, 0 to 100%")),
        "commitment": Words(_("commitment"), _("wants to act on it, 0 to 100%")),
        "embedding": Words(_("embedding"), _("policy that covers the gravest risks, 0 to 100%")),
        "coverage_child_labour": Words(_("effort on child labour"), _("share of the effort that reaches this theme")),
        "coverage_working_conditions": Words(
            _("effort on working conditions and forced labour"), _("share of the effort that reaches this theme")
        ),
        "coverage_living_wage": Words(
            _("effort on living wage and union rights"), _("share of the effort that reaches this theme")
        ),
        "coverage_environment": Words(_("effort on environment"), _("share of the effort that reaches this theme")),
        "chain_risk_index": Words(
            _("chain risk index"), _("exploratory index of conditions at suppliers, weighted by purchases")
        ),
        "remedy_access": Words(_("access to remedy"), _("chance that someone harmed finds a way to remedy, index")),
        "burden_share_turnover": Words(
            _("burden as share of turnover"), _("yearly cost of due diligence divided by turnover")
        ),
        "playing_field_nl": Words(
            _("cost above Dutch rivals"), _("cost as share of turnover, less that of rivals in the Netherlands")
        ),
        "playing_field_eu": Words(
            _("cost above EU rivals"), _("cost as share of turnover, less that of rivals in the rest of the EU")
        ),
        "playing_field_world": Words(
            _("cost above rivals outside the EU"), _("cost as share of turnover, less that of rivals outside the EU")
        ),
    }


def _money(lang: str) -> dict[str, Words]:
    _ = translator(lang)
    return {
        "burden_one_off_eur": Words(_("one-off burden"), _("euro spent once, in the year")),
        "burden_yearly_eur": Words(_("yearly burden"), _("euro spent every year")),
        "indirect_burden_eur": Words(
            _("burden passed down"), _("euro a year that customers pass down to firms which no law binds")
        ),
        "government_cost_eur": Words(_("government cost"), _("euro a year for all instruments and supervision")),
        "government_cost_information_eur": Words(_("government cost: information"), _("euro a year")),
        "government_cost_support_office_eur": Words(_("government cost: support office"), _("euro a year")),
        "government_cost_subsidies_eur": Words(_("government cost: subsidies"), _("euro a year")),
        "government_cost_initiatives_eur": Words(_("government cost: sector initiatives"), _("euro a year")),
        "government_cost_conditions_eur": Words(_("government cost: conditions"), _("euro a year")),
        "government_cost_procurement_eur": Words(_("government cost: procurement"), _("euro a year")),
        "government_cost_supervision_eur": Words(_("government cost: supervision"), _("euro a year")),
        "government_cost_diplomacy_eur": Words(_("government cost: diplomacy"), _("euro a year")),
        "regulatory_burden_per_extra_firm_eur": Words(
            _("burden per extra firm"),
            _("euro a year more, per firm more with basic practice; undefined when there are hardly any"),
        ),
        "government_cost_per_extra_firm_eur": Words(
            _("government cost per extra firm"),
            _("euro a year more, per firm more with basic practice; undefined when there are hardly any"),
        ),
    }


def _others(lang: str) -> dict[str, Words]:
    _ = translator(lang)
    return {
        "disengagement": Words(_("suppliers left"), _("share of links with suppliers that firms have broken off")),
        "instrument_users_lost": Words(
            _("instrument users lost"),
            _("share of users of government instruments that stay away because of conditions (S-101)"),
        ),
        "supervisor_fte": Words(_("supervisors"), _("full-time posts of supervisors")),
        "firms": Words(_("firms"), _("number of firms in the group")),
        "year_90_percent": Words(
            _("year of 90% endorsement"),
            _("first year in which 90% of the goal's firms endorse, and how often it comes"),
        ),
    }


@cache
def instrument_names(lang: str) -> dict[str, str]:
    """Instruments of which the reach is recorded."""
    _ = translator(lang)
    names = (
        _("information"),
        _("support office"),
        _("subsidies"),
        _("sector initiatives"),
        _("conditions on government instruments"),
        _("conditions in procurement"),
        _("a due-diligence law"),
        _("a duty to report"),
    )
    return dict(zip(REACH, names, strict=True))


def _reach(lang: str) -> dict[str, Words]:
    _ = translator(lang)
    firms, market = _("number of firms reached in the year"), _("share of turnover of the firms reached in the year")
    result: dict[str, Words] = {}
    for key, name in instrument_names(lang).items():
        result[f"reach_{key}_firms"] = Words(_("firms reached by {instrument}").format(instrument=name), firms)
        result[f"reach_{key}_market_share"] = Words(
            _("turnover reached by {instrument}").format(instrument=name), market
        )
    return result
