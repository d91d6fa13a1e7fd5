"""What policy staff do on the page, from its first screen on: in how many actions, and what they get.

The tables of tasks in docs/page.md and docs/page.nl.md hold `TASKS` (tests/test_docs.py).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

from docx import Document
from openpyxl import load_workbook

from experiments.compare import Comparison
from results.compare.by_objective import rows_by_world
from results.compare.changes import firms_range
from scenarios.library import load_mix
from smartmix.page.evidence.validation import shipped_validation


def plain(text: str) -> str:
    """Without the no-break spaces that keep a range on one line."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


class Actions:
    """What a user does on a page, counted: a click, a choice, a field that is filled in, a key."""

    def __init__(self, page: Any, lang: str = "en", folder: Path = Path()) -> None:
        """`folder`: where files go."""
        self.page, self.lang, self.count, self.folder = page, lang, 0, folder

    def say(self, english: str, dutch: str) -> str:
        """What the page says in its language."""
        return dutch if self.lang == "nl" else english

    def choose(self, label: str, value: str) -> None:
        """A value of a list; one action."""
        self.page.get_by_role("combobox", name=label).select_option(value)
        self.count += 1

    def fill(self, label: str, value: str) -> None:
        """Fill a field in and leave it; two actions."""
        field = self.page.get_by_role("textbox", name=label)
        field.fill(value)
        field.press("Tab")
        self.count += 2

    def tick(self, label: str) -> None:
        """A box that is ticked, or no longer is; one action."""
        self.page.get_by_role("checkbox", name=label, exact=True).click()
        self.count += 1

    def click(self, name: str) -> None:
        """A button; one action."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.count += 1

    def follow(self, name: str) -> None:
        """A link; one action."""
        self.page.get_by_role("link", name=name, exact=True).click()
        self.count += 1

    def open(self, name: str, inside: str = "#main") -> None:
        """A part that opens at a click on its first line; one action."""
        line = self.page.locator(inside).locator("summary", has_text=re.compile(f"^{re.escape(name)}"))
        line.first.click()
        self.count += 1

    def take(self, name: str, inside: str = "#main") -> Path:
        """A button that gives a file; one action."""
        with self.page.expect_download() as waiting:
            self.page.locator(inside).get_by_text(name, exact=True).locator("visible=true").first.click()
        self.count += 1
        file = self.folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file

    def copy_address(self) -> str:
        """The address from its bar: two keys, to go there and to copy."""
        self.count += 2
        return self.page.url

    def mix(self, name: str) -> str:
        """The name of a shipped mix."""
        return str(getattr(load_mix(name).name, self.lang))


@dataclass(frozen=True)
class Task:
    """A task in both languages, the most actions that it may take, and the doing of it, which asserts what one gets."""

    english: str
    dutch: str
    most: int
    do: Callable[..., None]


def compare_two_mixes(do: Actions, expected: Comparison) -> None:
    """What the page says of each world is what Python says, to the digit."""
    page = do.page
    do.open(do.say("Mixes (", "Mixen ("))
    for mix in ("mix-0", "mix-3"):
        do.tick(do.mix(mix))
    page.wait_for_function("document.querySelectorAll('.three option').length == 2")
    numbers = plain(page.locator(".numbers").inner_text())
    worlds = do.say("EU law in force", "EU-wet van kracht"), do.say("no EU law", "geen EU-wet")
    for title, (view, rows) in zip(worlds, rows_by_world(expected), strict=True):
        practice = next(row for row in rows if row.key == "practice_laggards").changes["mix-2"].range.text(do.lang)
        for number in (practice, firms_range(view, "mix-2").text(do.lang)):
            assert re.search(re.escape(plain(number)) + rf"\s+{title}", numbers), (number, title, numbers)


def look_a_firm_up(do: Actions) -> None:
    """6,000 people, two billion euro: the law that will bind, by which article, and what cannot be said of another."""
    do.follow(do.say("Law", "Wet"))
    do.fill(do.say("Working persons of the firm", "Werkzame personen van het bedrijf"), "6000")
    do.fill(do.say("Turnover of the firm", "Omzet van het bedrijf"), "2000")
    table = do.page.get_by_role("region", name=do.say("This firm under each law", "Dit bedrijf onder elke wet"))
    table.locator("td", has_text=do.say("€2 billion: yes", "€ 2 miljard: ja")).first.wait_for()
    rows = {row.locator("th").inner_text(): row.inner_text() for row in table.locator("tbody tr").all()}
    omnibus = rows[do.say("CSDDD after Omnibus I", "CSDDD na Omnibus I")]
    assert (
        do.say("will fall under it", "gaat eronder vallen") in omnibus
        and do.say("art. 2(1)(a)", "art. 2, lid 1, onder a") in omnibus
    )
    assert do.say("26 July 2029", "26 juli 2029") in omnibus
    child_labour = rows[do.say("Child Labour Due Diligence Act", "Wet zorgplicht kinderarbeid")]
    assert do.say("cannot be said", "niet te zeggen") in child_labour


def build_a_mix(do: Actions) -> None:
    """Mix 2 for firms above 1,000, from 2027, with half the inspections: the result beside it, and no trouble."""
    page, name = do.page, f"{do.say('Large', 'Groot')} {do.lang}"
    do.follow(do.say("Build a mix", "Bouw een mix"))
    do.choose(do.say("Start from", "Begin bij"), "mix-2")
    page.wait_for_url("**from=mix-2**")
    do.fill(do.say("1 Who falls under it", "1 Wie eronder valt"), "1000")
    page.locator(".workbench p.which + .dial + .note", has_text=do.say("1,000", "1.000")).wait_for()
    do.choose(do.say("2 In force from", "2 Van kracht vanaf"), "2027Q1")
    do.fill(do.say("3 Inspections a year", "3 Controles per jaar"), "5")
    do.fill(do.say("Name of your mix", "Naam van uw mix"), name)
    do.click(do.say("Keep in my mixes", "Bewaar bij mijn mixen"))
    page.locator("[role=status]", has_text=f"{do.say('Kept: ', 'Bewaard: ')}{name}").wait_for()
    assert page.locator("[role=alert]").count() == 0
    dials = "broad-law.scope:over-1000,broad-law.in_force:2027Q1,broad-law.inspections_per_100_firms:5"
    assert parse_qs(urlparse(page.url).query)["set"] == [dials]
    page.locator("#main", has_text=f"{name} ").locator("section.card svg").first.wait_for()


def keep_a_mix_for_tomorrow(do: Actions, new_page: Callable[..., Any]) -> None:
    """A mix that was kept is there in another browser, by its name, with an answer beside a shipped mix."""
    page, name = do.page, do.say("A larger office", "Groter steunpunt")
    do.follow(do.say("Build a mix", "Bouw een mix"))
    do.fill(do.say("4 Support office", "4 Steunpunt"), "60")
    do.fill(do.say("Name of your mix", "Naam van uw mix"), name)
    do.click(do.say("Keep in my mixes", "Bewaar bij mijn mixen"))
    page.locator("[role=status]", has_text=do.say("Kept: ", "Bewaard: ") + name).wait_for()
    do.page = tomorrow = new_page(page.viewport_size["width"])
    tomorrow.goto(f"{page.url.partition('/build')[0]}/?lang={do.lang}&mixes=mix-1")
    tomorrow.locator("#answer").wait_for()
    do.open(do.say("Mixes (", "Mixen ("))
    do.tick(do.say("my mix: ", "mijn mix: ") + name)
    tomorrow.locator(".three option", has_text=name).wait_for(state="attached")
    tomorrow.locator(".first-figure svg text", has_text=name).first.wait_for(state="attached")


def take_a_memo(do: Actions) -> None:
    """One page of Word in the language of the page, with the numbers that the page shows."""
    answer = plain(do.page.locator("#answer").inner_text())
    do.open(do.say("Take over as a memo", "Overnemen als memo"))
    document = Document(str(do.take(do.say("Memo as Word", "Memo als Word"))))
    assert document.core_properties.language == do.say("en-GB", "nl-NL")
    lines = [plain(paragraph.text) for paragraph in document.paragraphs]
    assert do.say("Finding", "Bevinding") in lines
    number = re.search(r"Mix 2 ([+−][\d.,]+ \([^)]*\))", answer)
    assert number is not None and any(number[1] in line for line in lines), (answer, lines)
    assert len(document.inline_shapes) == 1 and document.tables


def take_numbers_to_excel(do: Actions) -> None:
    """The numbers of the first figure as numbers, those that stand below it as a table."""
    shown = do.page.locator(".first-figure").first.locator("tbody tr")
    do.open(do.say("Take this figure along", "Neem deze figuur mee"), ".first-figure")
    file = do.take("Excel", ".first-figure")
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in load_workbook(file).active.iter_rows()}
    for name, *cells in (row.locator("th, td").all_text_contents() for row in shown.all()):
        read = [number(text) for cell in cells for text in re.findall(r"[+−]?\d[\d.,]*", plain(cell))]
        assert [value for value in rows[name] if value is not None] == read, (name, rows)
    assert shown.count() == 4


def number(text: str) -> float:
    """A number as the page writes it, with a comma or a point."""
    return float(text.replace("−", "-").replace(",", ".").rstrip("."))


def share_another_year(do: Actions, new_page: Callable[..., Any]) -> None:
    """Who opens the address sees the same sentence, of the year that was chosen."""
    page = do.page
    do.choose(do.say("Year", "Jaar"), "2026")
    page.locator("#answer", has_text="2026").wait_for()
    colleague = new_page(page.viewport_size["width"])
    colleague.goto(do.copy_address())
    colleague.locator("#answer").wait_for()
    assert colleague.locator("#answer").inner_text() == page.locator("#answer").inner_text()


def find_what_failed(do: Actions) -> None:
    """On what a difference rests, and each check that failed, in words."""
    page = do.page
    do.open(do.say("Evidence grade of the main differences", "Bewijskracht van de belangrijkste verschillen"))
    order = page.get_by_text(do.say("Order of the mixes the same", "Volgorde van de mixen gelijk"))
    order.locator("visible=true").first.wait_for()
    do.follow(do.say("Evidence", "Bewijs"))
    do.follow(do.say("Patterns held and failed", "Patronen: bevestigd en mislukt"))
    failed = page.locator("#patterns tr.failed")
    failed.first.wait_for()
    expected = {getattr(check.sign.statement, do.lang) for check in shipped_validation().signs if check.has_failed}
    assert expected and {row.split(": ", 1)[1] for row in failed.locator("th").all_inner_texts()} == expected


def answer_parliament(do: Actions) -> None:
    """The permitted answer by world, with what cannot be said, and the same sentences in Word."""
    page = do.page
    do.follow(do.say("Question", "Vraag"))
    do.choose(do.say("Question", "Vraag"), "child-labour")
    section = page.locator("#main section")
    page.wait_for_function("document.querySelectorAll('#main section').length == 1")
    said = plain(section.locator("p.lead").inner_text())
    assert section.locator("h3", has_text=do.say("What cannot be said", "Wat niet te zeggen is")).count() == 1
    do.open(do.say("Take over as a memo", "Overnemen als memo"))
    document = Document(str(do.take(do.say("Memo as Word", "Memo als Word"))))
    assert any(said in plain(paragraph.text) for paragraph in document.paragraphs), said


#: In the order of the tables in the manuals. Every task begins at the first screen.
TASKS: tuple[Task, ...] = (
    Task(
        "Compare two shipped mixes and read by world what they change",
        "Twee meegeleverde mixen vergelijken en per wereld lezen wat ze veranderen",
        3,
        compare_two_mixes,
    ),
    Task(
        "Look up under which laws a firm falls, from when, and by which article",
        "Opzoeken onder welke wetten een bedrijf valt, vanaf wanneer en volgens welk artikel",
        5,
        look_a_firm_up,
    ),
    Task(
        "Build mix 2 for firms above 1,000, from 2027, with half the inspections, and keep it",
        "Mix 2 bouwen voor bedrijven boven 1.000 werknemers, vanaf 2027, met half zoveel controles, en die bewaren",
        10,
        build_a_mix,
    ),
    Task(
        "Keep a mix, and compare it the next day in another browser",
        "Een mix bewaren en die de volgende dag in een andere browser vergelijken",
        8,
        keep_a_mix_for_tomorrow,
    ),
    Task("Take a memo of one page to Word", "Een memo van één A4 meenemen naar Word", 2, take_a_memo),
    Task(
        "Take the numbers of the first figure to Excel",
        "De getallen van de eerste figuur meenemen naar Excel",
        2,
        take_numbers_to_excel,
    ),
    Task(
        "Choose another year and send the view to a colleague",
        "Een ander jaar kiezen en het beeld naar een collega sturen",
        3,
        share_another_year,
    ),
    Task(
        "Find on what a difference rests, and which checks failed",
        "Vinden waarop een verschil berust, en welke toetsen mislukten",
        3,
        find_what_failed,
    ),
    Task(
        "Answer a question from parliament, and take the answer to Word",
        "Een vraag uit de Kamer beantwoorden en het antwoord meenemen naar Word",
        4,
        answer_parliament,
    ),
)
