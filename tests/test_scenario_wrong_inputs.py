"""Every wrong input gives one line that names file, key, what was found and what is allowed."""

from pathlib import Path

import pytest
from scenario_mixes import OWN

from scenarios.checking import check_file
from scenarios.library import list_laws, load_future, load_law, load_mix
from simulation.problems import InputProblem

LAW = "instruments: {law: {kind: law, law: broad-dd-law, name: {en: a, nl: b}, sources: [x]%s}}"
OFFICE = "instruments: {office: {kind: support_office, name: {en: a, nl: b}, sources: [x], in_force: 2021Q1%s}}"
RULE = "rules: {r: {name: {en: a, nl: b}, sources: [x], when: {%s}, then: {%s}}}"
WRONG = {
    "unknown key": (OWN + "instrumets: {}", ["own.yaml", "instrumets", "instruments"]),
    "unknown dial": (OWN + OFFICE % ", adviser: 3", ["instruments.office.adviser", "advisers"]),
    "unknown kind": (
        OWN + OFFICE.replace("support_office", "suport_office") % "",
        ["instruments.office.kind", "suport_office", "support_office"],
    ),
    "unknown law": (
        OWN + LAW.replace("broad-dd-law", "broad-dd-lew") % "",
        ["own.yaml", "instruments.law.law", "broad-dd-lew", "broad-dd-law"],
    ),
    "unknown option": (OWN + LAW % ", option: x", ["own.yaml", "instruments.law.option", "broad-dd-law", "x"]),
    "unknown parent": (
        OWN.replace("reference-2020", "referense-2020"),
        ["own.yaml", "extends", "referense-2020", "reference-2020"],
    ),
    "unknown sector": (
        OWN + "instruments: {covenants: {share_of_firms: {textile: 0.1}}}",
        ["instruments.covenants.share_of_firms.textile", "textiles"],
    ),
    "unknown group": (OWN + "instruments: {ezk-brochure: {rows: {ezk: {}}}}", ["rows.ezk", "ezk_"]),
    "unknown theme": (OWN + LAW % ", themes: [climate]", ["climate", "child_labour"]),
    "unknown language": (OWN.replace("{en: Own, nl: Eigen}", "{en: Own, de: Eigen}"), ["name.de", "en"]),
    "partial of nothing": (
        OWN + "instruments: {offices: {advisers: 3}}",
        ["instruments.offices", "reference-2020", "kind"],
    ),
    "remove of nothing": (OWN + "remove: [covenant]", ["covenant", "covenants"]),
    "removed twice": (OWN + "remove: [covenants, covenants]", ["own.yaml", "remove", "covenants", "twice"]),
    "step twice": (OWN + LAW % ", steps: [identify, identify]", ["own.yaml", "law.steps", "identify", "twice"]),
    "theme twice": (OWN + LAW % ", themes: [environment, environment]", ["law.themes", "environment", "twice"]),
    "sector twice": (OWN + LAW % ", scope: [{sectors: [food, food]}]", ["scope[1].sectors", "food", "twice"]),
    "task twice": (
        OWN + "instruments: {ezk-brochure: {rows: {ezk_pilot: {tasks: [informing, informing]}}}}",
        ["rows.ezk_pilot.tasks", "informing", "twice"],
    ),
    "rule removes twice": (
        OWN + RULE % ("observe: endorsement, below: 0.5, by: 2023Q1", "remove: [ncp, ncp]"),
        ["rules.r.then.remove", "ncp", "twice"],
    ),
    "no source": (OWN + OFFICE.replace("[x]", "[]") % ", advisers: 1", ["office.sources", "list"]),
    "empty source": (OWN + OFFICE.replace("[x]", "['']") % ", advisers: 1", ["office.sources[1]", "text"]),
    "blank source": (OWN + OFFICE.replace("[x]", "[x, ' ']") % ", advisers: 1", ["office.sources[2]", "text"]),
    "blank name": (OWN + OFFICE.replace("en: a", "en: ' '") % ", advisers: 1", ["office.name.en", "text"]),
    "remove is no list": (OWN + "remove: covenants", ["remove", "covenants", "list"]),
    "same dial twice": (
        OWN + "instruments: {b: {kind: ncp, name: {en: a, nl: b}, sources: [x], in_force: 2021Q1, activity: 1}}",
        ["instruments.ncp", "instruments.b", "order"],
    ),
    "same order": (
        OWN
        + "instruments: {ncp: {order: 1}, b: {kind: ncp, name: {en: a, nl: b}, sources: [x], "
        + "in_force: 2021Q1, activity: 1, order: 1}}",
        ["ncp", "order"],
    ),
    "same law twice": (
        OWN + "instruments: {wzk2: {kind: law, law: wzk, name: {en: a, nl: b}, sources: [x]}}",
        ["law wzk", "order"],
    ),
    "duplicate key": (OWN + "id: other", ["own.yaml", "line 8", "id", "twice"]),
    "alias": (OWN + "instruments: {a: &x {}, b: *x}", ["line", "aliases"]),
    "not yaml": ("format: [1", ["own.yaml", "line"]),
    "empty": ("", ["own.yaml", "format"]),
    "a list": ("- 1", ["own.yaml"]),
    "newer": (OWN.replace("format: 1", "format: 3") + "new_key: 1", ["format 3", "newer version", "2"]),
    "wrong format": (OWN.replace("format: 1", "format: one"), ["format", "one", "whole number"]),
    "format is a yes": (OWN.replace("format: 1", "format: true"), ["format", "true"]),
    "no name": (OWN.replace("name:", "#name:"), ["name", "missing"]),
    "shipped id": (OWN.replace("id: own", "id: mix-1"), ["mix-1", "shipped"]),
    "bad id": (OWN.replace("id: own", "id: Own mix"), ["id", "Own mix"]),
    "text for number": (OWN + OFFICE % ", advisers: many", ["instruments.office.advisers", "many", "number"]),
    "yes for number": (OWN + OFFICE % ", advisers: yes", ["advisers", "yes", "number"]),
    "on for true": (
        OWN + OFFICE % ", advisers: 1, small_firms_first: on",
        ["small_firms_first", "on", "true or false"],
    ),
    "thousands": (OWN + LAW % ", scope: [{employees: 1.000}]", ["own.yaml", "employees", "1.000", "1_000, 1"]),
    "thousands or decimals": (
        OWN + LAW % ", scope: [{turnover_eur: 450.125}]",
        ["instruments.law.scope[1].turnover_eur", "450125", "450_125", "450.1250"],
    ),
    "octal": (OWN + LAW % ", fine_eur: 0450000000", ["own.yaml", "fine_eur", "450_000_000", "77594624"]),
    "base 60": (OWN + LAW % ", fine_eur: 7:30:00", ["own.yaml", "instruments.law.fine_eur", "7:30:00", "number"]),
    "id of a year": (OWN.replace("id: own", "id: 2024"), ["own.yaml", "id", "2024"]),
    "id of a device": (OWN.replace("id: own", "id: aux"), ["own.yaml: id: aux", "Windows", "mix-aux"]),
    "id of a number": (OWN.replace("id: own", 'id: "1e3"'), ["own.yaml", "id", "1e3", "mix-1e3"]),
    "id of nothing": (OWN.replace("id: own", 'id: "null"'), ["own.yaml", "id", "null", "mix-null"]),
    "id of a date": (OWN.replace("id: own", "id: 2024-01-31"), ["own.yaml", "id", "2024-01-31", "mix-2024-01-31"]),
    "number for yes": (
        OWN + OFFICE % ", advisers: 1, small_firms_first: 1",
        ["small_firms_first", "1", "true or false"],
    ),
    "not a number": (OWN + OFFICE % ", advisers: .nan", ["advisers", "nan", "number"]),
    "infinite": (OWN + OFFICE % ", advisers: .inf", ["advisers", "inf"]),
    "negative": (OWN + OFFICE % ", advisers: -1", ["advisers", "-1", "0 or more"]),
    "share above 1": (OWN + "instruments: {ncp: {activity: 1.5}}", ["instruments.ncp.activity", "1.5", "1 or less"]),
    "strength": (OWN + "instruments: {ncp: {strength: 2}}", ["strength", "2", "1 or less"]),
    "no dial": (OWN + OFFICE % "", ["instruments.office", "advisers"]),
    "threshold below 0": (OWN + LAW % ", scope: [{employees: -5}]", ["scope[1].employees", "-5", "0 or more"]),
    "needed": (OWN + LAW % ", scope: [{employees: 5, needed: 2}]", ["scope[1]", "1"]),
    "needed of alternatives": (
        OWN + LAW % ", scope: [{employees: 5, turnover_eur: 6, assets_eur: 7, turnover_or_assets: true, needed: 3}]",
        ["instruments.law.scope[1]", "2"],
    ),
    "needed of tests": (
        OWN + LAW % ", scope: [{tests: [{employees: 5}, {employees: 6}], combine: 3}]",
        ["instruments.law.scope[1]", "2"],
    ),
    "tests without combine": (OWN + LAW % ", scope: [{tests: [{employees: 5}]}]", ["scope[1]", "tests", "combine"]),
    "combine": (OWN + LAW % ", scope: [{tests: [{employees: 5}], combine: none}]", ["scope[1].combine", "none", "any"]),
    "no such day": (OWN + LAW % ", in_force: 2029Q3, in_force_date: 2029-07-32", ["in_force_date", "2029-07-32"]),
    "day of another quarter": (
        OWN + LAW % ", in_force: 2029Q3, in_force_date: 2028-07-26",
        ["instruments.law", "in_force_date", "2028-07-26", "2029Q3"],
    ),
    "product": (OWN + LAW % ", scope: [{products: [{kg_per_year: 5}]}]", ["products[1]", "cn", "commodity"]),
    "liability": (OWN + LAW % ", civil_liability: half", ["civil_liability", "half", "national_law"]),
    "scope is no list": (OWN + LAW % ", scope: {employees: 5}", ["scope", "list"]),
    "fifth quarter": (
        OWN + OFFICE.replace("2021Q1", "2021Q5") % ", advisers: 1",
        ["instruments.office.in_force", "2021Q5", "2021Q3"],
    ),
    "impossible date": (OWN + OFFICE.replace("2021Q1", "2021-02-30") % ", advisers: 1", ["in_force", "2021-02-30"]),
    "before 2012": (OWN + OFFICE.replace("2021Q1", "2011Q4") % ", advisers: 1", ["2011Q4", "2012"]),
    "after 2035": (OWN + OFFICE.replace("2021Q1", "2036-01-01") % ", advisers: 1", ["2036-01-01", "2035"]),
    "start before announcement": (
        OWN + OFFICE % ", advisers: 1, announced: 2022Q1",
        ["instruments.office", "announced 2022Q1", "in_force 2021Q1"],
    ),
    "end before start": (
        OWN + OFFICE % ", advisers: 1, ends: 2020Q1",
        ["instruments.office", "in_force 2021Q1", "ends 2020Q1"],
    ),
    "law date": (OWN + LAW % ", in_force: soon", ["in_force", "soon", "never"]),
    "EU subsidy": (OWN + OFFICE % ", advisers: 1, level: EU", ["level", "EU", "NL"]),
    "both times": (
        OWN + RULE % ("observe: endorsement, below: 0.5, by: 2023Q1, evaluate: [2023Q1]", ""),
        ["rules.r.when", "by", "evaluate"],
    ),
    "no threshold": (OWN + RULE % ("observe: endorsement, by: 2023Q1", ""), ["rules.r.when", "below", "at_least"]),
    "share for a state": (OWN + RULE % ("observe: eu_state, below: 0.5, by: 2023Q1", ""), ["rules.r.when", "proposed"]),
    "unknown state": (OWN + RULE % ("observe: eu_state, below: agreed, by: 2023Q1", ""), ["below", "proposed"]),
    "unknown observation": (
        OWN + RULE % ("observe: practice, below: 0.5, by: 2023Q1", ""),
        ["observe", "practice", "endorsement"],
    ),
    "moments": (OWN + RULE % ("observe: endorsement, below: 0.5, evaluate: [2023Q1, 2022Q1]", ""), ["rules.r.when"]),
    "rule with wrong dial": (
        OWN + RULE % ("observe: endorsement, below: 0.5, by: 2023Q1", "instruments: {ncp: {activity: 7}}"),
        ["own.yaml", "rules.r", "activity", "7"],
    ),
    "rule removes nothing": (
        OWN + RULE % ("observe: endorsement, below: 0.5, by: 2023Q1", "remove: [npc]"),
        ["own.yaml: rules.r.then", "npc", "ncp"],
    ),
    "outside the folder": (OWN.replace("reference-2020", "../secret.yaml"), ["extends", "../secret.yaml", "folder"]),
    "in a circle": (OWN.replace("reference-2020", "own.yaml"), ["own.yaml", "circle"]),
    "thousands with a comma": (
        OWN + "instruments: {office: {kind: support_office, name: {en: a, nl: b}, sources: [x], advisers: 1,000}}",
        ["own.yaml", "unknown key instruments.office.000"],
    ),
    "thousands with a comma in a change": (
        OWN + "instruments: {ncp: {activity: 1,000}}",
        ["own.yaml", "unknown key instruments.ncp.000"],
    ),
    "unknown key without a value": (
        OWN + "instruments: {ncp: {activty: null}}\nfeasability: null",
        ["own.yaml", "unknown key"],
    ),
    "empty text": (OWN + "legal_soundness: {text: {en: '', nl: b}, sources: [x]}", ["found '', a text is needed"]),
    "text for money": (
        OWN + LAW % ", scope: [{turnover_eur: '450.000'}]",
        ["own.yaml: instruments.law.scope[1].turnover_eur: found 450.000, a number is needed"],
    ),
    "money without an amount": (
        OWN + LAW % ", scope: [{turnover_eur: {currency: GBP, per_euro: 1.0}}]",
        ["own.yaml: instruments.law.scope[1].turnover_eur.amount is missing"],
    ),
    "python": (OWN + "instruments: !!python/object/apply:os.getcwd []", ["own.yaml", "line"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input(case: str, write) -> None:
    text, expected = WRONG[case]
    with pytest.raises(InputProblem) as found:
        check_file(write(text))
    line = str(found.value)
    assert "\n" not in line and len(line) < 600  # the longest list of what is allowed: the laws
    for part in expected:
        assert part in line, line


def test_wrong_places(tmp_path: Path, write) -> None:
    for call in (
        lambda: load_mix("mix-9"),
        lambda: load_future("ex-ante"),
        lambda: load_law("wzkk"),
        lambda: check_file(tmp_path / "none.yaml"),
        lambda: check_file(tmp_path),
    ):
        with pytest.raises(InputProblem):
            call()
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9")
    (tmp_path / "large.yaml").write_bytes(b"#" * 1_000_001)
    (tmp_path / "deep.yaml").write_text("a: " + "[" * 5000)
    for name in ("latin", "large", "deep"):
        with pytest.raises(InputProblem) as found:
            check_file(tmp_path / f"{name}.yaml")
        assert f"{name}.yaml" in str(found.value)


def test_too_many_laws(write) -> None:
    ids = [law for law in list_laws() if law not in ("wzk", "rnfi-2017", "csddd-2024", "csddd-stop-the-clock")]
    laws = "\n".join(
        f"  law-{number}: {{kind: law, law: {law}, name: {{en: a, nl: b}}, sources: [x], announced: 2021Q1, "
        f"in_force: 2034Q1, level: NL, freezes: false}}"
        for number, law in enumerate(ids)
    )
    with pytest.raises(InputProblem, match="laws act in it, 16 are allowed"):
        check_file(write(f"{OWN}instruments:\n{laws}\n"))
