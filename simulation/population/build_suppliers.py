"""Make the supplier table from the committed open data: `python -m simulation.population.build_suppliers`.

Reads WIOD (imports by origin and product), ILAB (goods made with child or forced labour) and WGI (rule
of law, voice) beside the assumed mappings, and writes `suppliers.csv` and `product_imports.csv`. Only
plain arithmetic and rounding, so the files come out the same everywhere; a test holds them to it.
"""

from csv import writer
from io import StringIO
from pathlib import Path

from simulation.population.data_files import DATA, Values, rows
from simulation.vocabulary import SECTORS

SUPPLIER_COLUMNS = (
    "region",
    "sector",
    "child_labour",
    "working_conditions",
    "living_wage",
    "environment",
    "governance",
    "start_condition",
    "import_value_usd_mn",
    "share_of_product_imports",
)
HOME, REST_OF_WORLD = "NLD", "RoW"


def product_use() -> dict[tuple[str, str], float]:
    """Dutch use by (WIOD origin, product sector), million US dollar of 2011."""
    mapping = rows("wiod_products_to_sectors.csv")
    shares = [(r["origin_code"], r["sector"], float(r["share"])) for r in mapping]
    use: dict[tuple[str, str], float] = {}
    for row in rows("wiod2011_nl_use_by_origin_x_origin_industry.csv"):
        # re-imports and stock changes can be negative in the source: no supplier sells less than nothing
        value = max(0.0, float(row["nl_intermediate_usd_mn"]) + float(row["nl_final_usd_mn"]))
        for code, sector, share in shares:
            if code == row["origin_code"]:
                key = (row["origin_country"], sector)
                use[key] = use.get(key, 0.0) + value * share
    return use


def flagged_goods(flags: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Number of goods by (ILAB country, sector) that carry at least one of the flags."""
    mapping = {r["good"]: r["sectors"].split() for r in rows("ilab_goods_to_sectors.csv")}
    count: dict[tuple[str, str], int] = {}
    for row in rows("ilab_goods.csv"):
        if any(row[flag] == "1" for flag in flags):
            for sector in mapping[row["good"]]:
                key = (row["country"], sector)
                count[key] = count.get(key, 0) + 1
    return count


def percentile(column: str, iso3: list[str]) -> float:
    """Mean percentile rank / 100 of a WGI dimension over countries."""
    ranks = {r["iso3"]: float(r[column]) for r in rows("wgi_latest_country.csv") if r[column]}
    return sum(ranks[country] for country in iso3) / len(iso3) / 100.0


def supplier_rows() -> list[list[str]]:
    """The supplier table, one row per region x sector, as text."""
    assumed = Values("supplier_assumptions.yaml")
    floor, weights = assumed.number("governance_floor"), assumed.value("evidence_weight")
    half = assumed.number("half_evidence_goods")
    lowest, highest = assumed.number("start_condition_lowest"), assumed.number("start_condition_highest")
    usual = {
        theme: assumed.by_sector(f"sector_{theme}")
        for theme in ("child_labour", "working_conditions", "living_wage", "environment")
    }
    child = flagged_goods(("child_labor", "forced_child_labor"))
    forced = flagged_goods(("forced_labor", "forced_child_labor"))
    use = product_use()
    imports = {s: sum(v for (o, p), v in use.items() if p == s and o != HOME) for s in SECTORS}
    split = {r["region"]: r for r in rows("rest_of_world_split.csv")}

    def severity(theme: str, goods: float, unruled: float, index: int) -> float:
        """From flagged goods per country, what is usual in the sector, and governance."""
        evidence, weight = goods / (goods + half), float(weights[theme])
        return unruled * (weight * evidence + (1.0 - weight) * float(usual[theme][index]))

    table: list[list[str]] = []
    for region in rows("regions.csv"):
        countries = region["iso3"].split()
        governance, voice = percentile("rl_pct", countries), percentile("va_pct", countries)
        unruled = floor + (1.0 - floor) * (1.0 - governance)
        unheard = floor + (1.0 - floor) * (1.0 - voice)
        sources = [name for name in region["ilab"].split("|") if name]
        for index, sector in enumerate(SECTORS):
            flagged_child, flagged_forced = (
                sum(count.get((name, sector), 0) for name in sources) / len(countries) for count in (child, forced)
            )
            if region["wiod"]:
                value = sum(use.get((origin, sector), 0.0) for origin in region["wiod"].split())
            else:
                value = use.get((REST_OF_WORLD, sector), 0.0) * float(split[region["region"]][sector]) / 100.0
            figures = (
                severity("child_labour", flagged_child, unruled, index),
                severity("working_conditions", flagged_forced, unruled, index),
                unheard * usual["living_wage"][index],
                unruled * usual["environment"][index],
                governance,
                lowest + (highest - lowest) * governance,
                value,
                value / imports[sector] if imports[sector] > 0.0 else 0.0,
            )
            table.append([region["region"], sector, *(f"{figure:.5f}" for figure in figures)])
    return table


def product_rows() -> list[list[str]]:
    """Imports, total use and their ratio per product sector, as text."""
    use = product_use()
    table: list[list[str]] = []
    for sector in SECTORS:
        total = sum(v for (_, p), v in use.items() if p == sector)
        imports = total - use.get((HOME, sector), 0.0)
        share = imports / total if total > 0.0 else 0.0
        table.append([sector, f"{imports:.2f}", f"{total:.2f}", f"{share:.5f}"])
    return table


def as_text(header: tuple[str, ...], table: list[list[str]]) -> str:
    """CSV text with Unix line ends."""
    text = StringIO()
    out = writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(table)
    return text.getvalue()


def built_files() -> dict[str, str]:
    """File name to text, for every file that this script makes."""
    products = ("sector", "imports_usd_mn", "use_usd_mn", "import_penetration")
    return {
        "suppliers.csv": as_text(SUPPLIER_COLUMNS, supplier_rows()),
        "product_imports.csv": as_text(products, product_rows()),
    }


def write(folder: Path = DATA) -> None:
    """Write the made files to `folder`."""
    for name, text in built_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
