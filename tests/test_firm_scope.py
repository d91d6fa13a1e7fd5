"""One firm asked under a law: what a clerk says, what is missing, and facts that are refused."""

import re
from io import StringIO

import pytest
from rich.console import Console
from test_scenario_compile import a_law

import smartmix as sm
from results.scope.articles import article_words
from results.scope.firm import fact_names, firm_overview, firm_sentences, firm_table
from results.scope.words import role_names
from scenarios.firm_facts import firm_facts, read_firm
from scenarios.firm_scope import FirmAnswer, ask_all, ask_law
from scenarios.law_format import Law
from scenarios.roles import ROLES
from scenarios.shipped import list_laws, load_law
from simulation.problems import InputProblem

DAY = "2030-01-01"


def ask(law: Law, facts: str, on: str = DAY) -> FirmAnswer:
    return ask_law(law, read_firm(facts), on)


def alternatives() -> Law:
    both = {"employees": 5000, "turnover_eur": 1.5e9, "strictly_more": True, "years": "two_consecutive"}
    tests = [
        both | {"article": "a"},
        both | {"counts": "group_worldwide", "article": "b"},
        {"royalties_eu_eur": 75e6, "turnover_eur": 275e6, "strictly_more": True, "article": "c"},
        {"established": ["outside_EU"], "turnover_eu_eur": 1.5e9, "strictly_more": True, "article": "d"},
    ]
    scope = [{"date": "2029-07-26", "combine": "any", "tests": tests}]
    return a_law(in_force="2029Q3", in_force_date="2029-07-26", scope=scope)


@pytest.mark.parametrize(
    ("facts", "verdict", "article"),
    [
        ("employees=5001,turnover=1500000001", "binds", "a"),
        ("employees=5000,turnover=1500000001", "not_bound", None),
        ("employees=5001,turnover=1.5e9", "not_bound", None),
        ("employees=5001,turnover=1500000001,years=1", "not_bound", None),
        ("employees=3000,turnover=9e8,group=ultimate_parent,group_employees=43000,group_turnover=6e9", "binds", "b"),
        ("employees=3000,turnover=9e8,group=subsidiary,group_employees=43000,group_turnover=6e9", "not_bound", None),
        ("employees=6000,turnover=2e9,group=subsidiary,group_employees=43000,group_turnover=6e9", "binds", "a"),
        ("employees=100,turnover=275000001,royalties_eu=75000001", "binds", "c"),
        ("employees=200,turnover=1e9,established=US,turnover_eu=1500000001", "binds", "d"),
        ("employees=200,turnover=1e9,established=US,turnover_eu=1.5e9", "not_bound", None),
        ("employees=6000", "unclear", None),
    ],
)
def test_any_of_several_tests(facts: str, verdict: str, article: str | None) -> None:
    answer = ask(alternatives(), facts)
    assert answer.verdict == verdict
    if verdict == "binds":
        assert answer.test.article == article and answer.since == "2029-07-26"


def test_the_test_shown_is_one_that_the_told_facts_fail() -> None:
    """Royalties that nobody told fail an alternative for a few firms: that is not why this firm is outside."""
    answer = ask(alternatives(), "employees=5000,turnover=2e9")
    assert (answer.verdict, answer.test.article) == ("not_bound", "a")
    assert [check.key for check in answer.checks if not check.holds] == ["employees"]
    licensed = ask(alternatives(), "employees=100,turnover=275000001,royalties_eu=75e6")
    assert (licensed.verdict, licensed.test.article) == ("not_bound", "c")


def test_what_nobody_told_is_no_reason_where_something_else_decides() -> None:
    french = ask_law(load_law("french-vigilance"), read_firm("employees=1200,turnover=5e8"), DAY)
    assert french.verdict == "not_bound"
    said = firm_sentences(french, "nl")
    assert not any("niet te zeggen" in line for line in said)
    assert any(line.startswith("zetel") and line.endswith("nee") for line in said)


def test_whatever_was_taken_for_granted_is_said() -> None:
    for answer in ask_all(firm_facts({"employees": 6000, "turnover": 2e9}), DAY):
        said = firm_sentences(answer, "nl")[-1]
        assert not answer.taken or said.startswith("Aangenomen, omdat"), answer.law.id
        assert all(fact_names("nl")[fact] in said for fact in answer.taken), answer.law.id
    german = ask_law(load_law("german-lksg"), read_firm("employees=9000"), DAY)
    assert german.verdict == "not_bound"
    assert "waar het zaken doet (alleen waar de zetel is)" in firm_sentences(german, "nl")[-1]
    told = ask_law(load_law("german-lksg"), read_firm("employees=9000,active_in=FR"), DAY)
    assert told.verdict == "not_bound" and "zaken doet (" not in firm_sentences(told, "nl")[-1]


def test_the_overview_says_what_was_taken_for_granted() -> None:
    console = Console(width=500, record=True, file=StringIO())
    console.print(firm_overview(ask_all(firm_facts({"employees": 6000, "turnover": 2e9}), DAY), "nl"))
    last = console.export_text().strip().splitlines()[-1]
    assert last.startswith("Aangenomen, omdat") and "waar het zaken doet (alleen waar de zetel is)" in last


def test_the_day_asked_about() -> None:
    facts = "employees=5001,turnover=2e9"
    assert ask(alternatives(), facts, "2029-07-25").verdict == "from_later"
    assert ask(alternatives(), facts, "2029-07-26").verdict == "binds"
    assert ask(a_law(standing="bill"), facts).verdict == "would_bind"
    assert ask(a_law(in_force="never"), facts).verdict == "would_bind"
    assert ask(a_law(ends="2029Q1"), facts).verdict == "would_bind"
    # Two phases: the second brings in smaller firms later.
    assert [ask(a_law(), f"employees={n}").since for n in (1000, 500)] == ["2027Q1", "2028Q1"]
    assert ask(a_law(), "employees=499").verdict == "not_bound"


def test_some_of_the_thresholds_and_what_is_missing() -> None:
    law = a_law(scope=[{"employees": 250, "turnover_eur": 50e6, "assets_eur": 25e6, "needed": 2}])
    assert ask(law, "employees=250,turnover=50e6").verdict == "binds"
    assert ask(law, "employees=250,turnover=49e6,assets=24e6").verdict == "not_bound"
    unclear = ask(law, "employees=250,turnover=49e6")
    assert unclear.verdict == "unclear" and unclear.missing == ("assets",)
    assert any("assets=" in line for line in firm_sentences(unclear, "nl"))
    unknown = a_law(scope=[{"employees": 250, "wording_known": False}])
    assert [ask(unknown, f"employees={n}").verdict for n in (249, 250, 251)] == ["not_bound", "unclear", "binds"]


def test_products_places_and_lighter_duties() -> None:
    goods = [{"cn": "4401-4421"}, {"cn": "2609", "kg_per_year": 5000}, {"commodity": "cocoa"}]
    test = {"roles": ["importer"], "products": goods}
    lighter = [{"roles": ["trader"], "products": goods}]
    law = a_law(scope=[test], lighter=lighter, lighter_duty={"en": "Keep records.", "nl": "Bewaar gegevens."})
    for facts, verdict in (
        ("role=importer,product=440710", "binds"),
        ("role=importer,product=4422", "not_bound"),
        ("role=importer,product=44", "unclear"),
        ("role=importer,product=2609:4999", "not_bound"),
        ("role=importer,product=1801+26090000:5000", "binds"),
        ("role=importer,product=cocoa", "binds"),
        ("role=trader,product=4407", "lighter"),
        ("product=4407", "unclear"),
    ):
        assert ask(law, facts).verdict == verdict, facts
    assert "Bewaar gegevens." in firm_sentences(ask(law, "role=trader,product=4407"), "nl")


def test_what_the_law_as_read_leaves_open_asks_nothing_of_the_firm() -> None:
    goods = [{"cn": "2609", "kg_per_year": 5000}, {"cn": "80", "volume_known": False}]
    minerals = a_law(scope=[{"roles": ["importer"], "products": goods}])
    limit = a_law(scope=[{"employees": 250, "wording_known": False}])
    years = a_law(scope=[{"employees": 250, "years": "not_clear"}])
    for answer in (
        ask(minerals, "role=importer,product=8001:9000"),
        ask(limit, "employees=250"),
        ask(years, "employees=250,years=1"),
    ):
        assert answer.verdict == "unclear" and answer.missing == ()
        assert "De woorden van de wet" in " ".join(firm_sentences(answer, "nl"))
    assert ask(minerals, "role=importer,product=2609:4999").verdict == "not_bound"
    rough = ask(minerals, "role=importer,product=26:9000")
    assert rough.verdict == "unclear" and rough.missing == ("product",)


def test_only_people_in_the_country_count_where_the_law_says_so() -> None:
    law = a_law(scope=[{"employees": 1000, "counts": "group_in_country", "active_in": ["DE"]}])
    for facts, verdict in (
        ("employees=9000", "not_bound"),
        ("employees=9000,active_in=DE", "unclear"),
        ("employees=9000,active_in=DE,country_group_employees=1000", "binds"),
        ("employees=9000,active_in=DE,country_group_employees=999", "not_bound"),
        ("employees=1000,established=DE", "binds"),
        ("employees=9000,established=DE,country_group_employees=999", "not_bound"),
        ("employees=400,established=DE,group=subsidiary,country_group_employees=9000", "not_bound"),
    ):
        assert ask(law, facts).verdict == verdict, facts
    assert ask(law, "employees=9000,active_in=DE").missing == ("country_group_employees",)


def test_an_earlier_text_binds_nobody_any_more() -> None:
    law = load_law("eudr")
    coffee = read_firm("role=first_placer,product=0901,employees=500,turnover=90e6,assets=50e6")
    earlier = ask_law(law, coffee, DAY, "text-2023")
    assert (earlier.verdict, earlier.since) == ("would_bind", "2024-12-30")
    assert "eudr, text-2023" in firm_sentences(earlier, "nl")[0]
    assert ask_law(law, coffee, DAY).verdict == "binds"


def test_each_condition_is_said_as_its_own_test_has_it() -> None:
    """A small firm with timber: the goods of the regulation, and those that were under the one before it."""
    timber = read_firm("role=first_placer,product=4407,employees=20,turnover=3e6")
    said = firm_sentences(ask_law(load_law("eudr"), timber, DAY), "en")
    every, before = (line for line in said if line.startswith("products"))
    assert "CN 0901" in every and "CN 4401-4421" in every
    assert "CN 0901" not in before and "CN 4406-4416" in before


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("frist_placer", "--firm: role: unknown value 'frist_placer'; did you mean 'first_placer'?"),
        ("producer", "--firm: role: unknown value 'producer'; did you mean 'primary_producer'?"),
        ("zzz", "--firm: role: unknown value 'zzz'; known: importer, exporter, first_placer"),
    ],
)
def test_a_role_that_is_none_is_refused(role: str, said: str) -> None:
    """It would fall under no law, and the answer would say so."""
    with pytest.raises(InputProblem, match=f"^{re.escape(said)}"):
        read_firm(f"role={role},product=4407")


@pytest.mark.parametrize(
    ("law", "role", "verdict"),
    [
        ("forced-labour-regulation", "first_placer", "from_later"),  # to place on the market is to supply first
        ("forced-labour-regulation", "importer", "unclear"),  # mostly, but not said
        ("forced-labour-regulation", "service_provider", "not_bound"),
        ("eudr", "importer", "unclear"),
        ("eudr", "trader+first_placer", "from_later"),
    ],
)
def test_a_role_says_what_it_says_of_others(law: str, role: str, verdict: str) -> None:
    facts = read_firm(f"role={role},product=4407,employees=500,turnover=90e6,assets=50e6")
    answer = ask_law(load_law(law), facts, "2026-11-29")
    assert answer.verdict == verdict
    assert ("role" in answer.missing) == (verdict == "unclear")


def test_a_word_for_goods_is_not_held_to_be_outside_the_codes_of_a_law() -> None:
    facts = "role=first_placer,employees=500,turnover=90e6,assets=50e6,product="
    cocoa, both = (ask(load_law("eudr"), facts + goods) for goods in ("cocoa", "cocoa+1801"))
    assert (cocoa.verdict, cocoa.missing, both.verdict) == ("unclear", ("product",), "binds")


@pytest.mark.parametrize(
    ("form", "verdict"), [("SA", "binds"), ("s.a.", "binds"), ("S. E.", "binds"), ("BV", "not_bound")]
)
def test_a_legal_form_is_read_however_it_is_written(form: str, verdict: str) -> None:
    assert ask(load_law("french-vigilance"), f"employees=6000,established=FR,legal_form={form}").verdict == verdict


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("product=12.34", "product[1].cn: found 12.34, which is written otherwise, such as 4407"),
        ("established=Nederland", "established: found Nederland, which is written otherwise, such as NL"),
        ("currency=euro", "currency: found euro, which is written otherwise, such as EUR"),
    ],
)
def test_what_is_written_otherwise_is_shown_as_it_should_be(facts: str, said: str) -> None:
    with pytest.raises(InputProblem, match=re.escape(f"--firm: {said}")):
        read_firm(facts)


def test_roles_of_shipped_laws_can_be_told_and_are_said_in_dutch() -> None:
    tests = [test for name in list_laws() for test in (*load_law(name).scope, *load_law(name).lighter)]
    roles = sorted({role for test in tests for role in test.roles})
    assert {*roles} <= {*ROLES}
    assert [
        role for role, words in zip(roles, role_names(roles, "nl"), strict=True) if words == role.replace("_", " ")
    ] == []


def test_money_of_the_law_itself() -> None:
    pounds = {"currency": "GBP", "amount": 36e6, "per_euro": 0.9}
    law = a_law(scope=[{"turnover_eur": pounds, "active_in": ["GB"]}])
    assert law.scope[0].test().minimum_turnover_eur == pytest.approx(40e6)
    assert ask(law, "turnover=36e6,currency=GBP,active_in=GB").verdict == "binds"
    assert ask(law, "turnover=35999999,currency=GBP,active_in=GB").verdict == "not_bound"
    assert ask(law, "turnover=40e6,active_in=GB").verdict == "binds"
    assert ask(law, "turnover=40e6").verdict == "not_bound"
    assert "GBP 36 miljoen: ja" in firm_sentences(ask(law, "turnover=36e6,currency=GBP,active_in=GB"), "nl")[2]
    unknown = ask(law, "turnover=36e6,currency=USD,active_in=GB")
    assert (unknown.verdict, unknown.missing) == ("unclear", ("currency",))
    said = " ".join(firm_sentences(unknown, "nl"))
    assert "USD 36 miljoen: niet te zeggen" in said and "in de munt van de wet (currency=…)" in said


def test_what_was_told_is_not_rounded_over_a_threshold() -> None:
    law = a_law(scope=[{"employees": 1000, "turnover_eur": 450e6, "strictly_more": True}])
    said = " ".join(firm_sentences(ask(law, "employees=1000.5,turnover=450000000.5"), "nl"))
    assert "1.000,5: ja" in said and "€ 450.000.000,5: ja" in said


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        ("employes=5", ("employes", "the nearest known one is employees")),
        ("werknemers=5", ("werknemers", "allowed: employees, ", "turnover")),
        ("employees", ("--firm: employees: a value is missing",)),
        ("employees=", ("--firm: employees: a value is missing",)),
        ("employees=5,employees=6", ("employees", "twice")),
        ("employees=5.000", ("5.000", "5000", "5_000")),
        ("turnover=much", ("turnover", "much")),
        ("employees=5,turnover=1,6e9", ("comma", "turnover")),
        ("sector=clothes", ("sector", "clothes", "textiles")),
        ("group=parent", ("group", "parent", "ultimate_parent")),
    ],
)
def test_facts_that_are_refused(facts: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(InputProblem) as found:
        read_firm(facts)
    for part in parts:
        assert part in str(found.value)


@pytest.mark.parametrize("day", ["2029-13-01", "2029-02-31", "2029-7-26", "20290726", "tomorrow"])
def test_a_day_that_the_calendar_does_not_have_is_refused(day: str) -> None:
    with pytest.raises(InputProblem, match=f"^on: found '{day}'"):
        sm.scope("csddd-omnibus", firm="employees=6000,turnover=2e9", on=day)


def test_every_shipped_law_answers_in_both_languages() -> None:
    told = firm_facts(
        {"employees": 6000, "turnover": 2e9, "product": "4407", "role": ["first_placer"], "sector": "food"}
    )
    for facts in (told, firm_facts({})):
        answers = ask_all(facts, DAY)
        assert [answer.law.id for answer in answers] == list_laws()
        for lang in ("en", "nl"):
            assert all(firm_sentences(answer, lang) for answer in answers)
            assert all(cell for line in firm_table(answers, lang).lines for cell in line)


@pytest.mark.parametrize(
    ("article", "dutch"),
    [
        ("art. 2(1)(a)-(b), 37", "art. 2, lid 1, onder a-b; 37"),
        ("art. 5(2)(a)(ii)", "art. 5, lid 2, onder a, ii"),
        ("art. 4, 38(2)-(3)", "art. 4; 38, lid 2-3"),
        (
            "art. 29a(1) Directive 2013/34; Stb. 2017, 100, art. 1",
            "art. 29 bis, lid 1, Richtlijn 2013/34; Stb. 2017, 100, art. 1",
        ),
        ("art. 38(3), annex 995/2010", "art. 38, lid 3, bijlage 995/2010"),
        ("36678 (10 April 2026)", "36678 (10 april 2026)"),
        ("§ 1(1)", "§ 1, lid 1"),
        ("s. 5(1)", "s. 5(1)"),
        ("L. 225-102-4", "L. 225-102-4"),
        ("art. 2.1.1", "art. 2.1.1"),
    ],
)
def test_articles_are_cited_as_dutch_lawyers_do(article, dutch):
    assert article_words(article, "nl") == dutch and article_words(article, "en") == article


def test_a_letter_is_bis_in_eu_law_only():
    assert article_words("art. 4a, 5", "nl", is_of_eu=True) == "art. 4 bis; 5"
    assert article_words("art. 4a, 5", "nl") == "art. 4a; 5"


def test_dutch_answers_hold_no_english_article():
    answers = ask_all(read_firm("employees=6000,turnover=2e9,assets=1e9"), DAY)
    told = [line[3] for line in firm_table(answers, "nl").lines] + [s for a in answers for s in firm_sentences(a, "nl")]
    assert not [text for text in told if "Directive" in text or "annex" in text or "art. 2(" in text]
    assert "art. 19 bis, lid 1, Richtlijn 2013/34" in told
