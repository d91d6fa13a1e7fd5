"""The page Compare, in both languages, by mouse and by keyboard."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from docx import Document
from openpyxl import load_workbook

from smartmix.page.parts.charts import number_writer

PATIENCE = 180_000
READY = {"nl": "text=/^Klaar$/", "en": "text=/^Done$/"}


def opened(page, server: str, query: str = "lang=en"):
    """The page with its whole result."""
    page.goto(f"{server}/?{query}")
    page.wait_for_selector(READY["nl" if "lang=nl" in query else "en"])
    return page


def values(page) -> dict[str, str]:
    """What the address holds."""
    return {key: found[0] for key, found in parse_qs(urlparse(page.url).query).items()}


@pytest.mark.parametrize(("lang", "title"), [("nl", "Vergelijken"), ("en", "Compare")])
def test_answer_matrix_and_charts(page, server, axe, lang, title) -> None:
    opened(page, server, f"lang={lang}")
    assert page.locator("html").get_attribute("lang").startswith(lang)
    assert page.locator("h1").inner_text() == title
    answer = page.locator("#answer").inner_text()
    assert re.search(r"\d \([^)]*\d[^)]*\)", answer), answer  # a number with its range
    page.wait_for_function("document.querySelectorAll('.wide-figure svg').length >= 2")  # each is drawn aside
    assert page.locator(".wide-figure svg").count() == 2 and page.locator(".numbers li").count() == 3
    assert page.locator("#main table tbody tr").count() > 20
    assert page.locator("section.card svg").count() >= 4
    assert "5–95" in page.locator("#main").inner_text()
    if lang == "en":  # the page holds much; in Dutch it is looked at on a telephone, below
        axe(page)


def test_the_tooltip_of_a_dutch_browser_writes_dutch_numbers(page, server) -> None:
    opened(page, server, "lang=nl")
    assert page.evaluate(f"({number_writer('nl')})(329.918)") == "329,9"
    page.locator("section.card .chart").first.hover()
    tooltip = page.locator('section.card .chart div[style*="z-index: 9999999"]').first
    tooltip.get_by_text(re.compile(r"20\d\d")).first.wait_for()
    numbers = re.findall(r"\d+[.,]\d+", tooltip.inner_text())
    assert numbers and all(re.fullmatch(r"\d+,\d", number) for number in numbers), numbers


def test_the_first_response_says_its_language(server) -> None:
    import urllib.request

    for lang, start in (("nl", '<html lang="nl"'), ("en", '<html lang="en-GB"')):
        with urllib.request.urlopen(f"{server}/?lang={lang}") as response:
            assert start in response.read().decode()


def test_a_choice_is_in_the_address_and_comes_back(new_page, server) -> None:
    page = opened(new_page(), server)
    page.get_by_label("Group of firms in the charts").select_option("small")
    page.get_by_text("Charts", exact=True).first.click()
    page.get_by_label("awareness", exact=True).check()
    page.wait_for_function("document.querySelectorAll('section.card').length == 5")
    page.wait_for_function("location.search.includes('awareness')")
    assert values(page)["group"] == "small"
    other = opened(new_page(), server, urlparse(page.url).query)
    titles = other.locator("section.card h3").all_inner_texts()
    assert len(titles) == 5
    assert all("small" in title for title in titles)


def test_a_year_and_a_mix_are_chosen_and_stand_in_the_address(new_page, server) -> None:
    page = opened(new_page(), server)
    page.get_by_role("combobox", name="Year", exact=True).select_option("2026")
    page.wait_for_function("document.querySelector('#answer').innerText.includes('2026')")
    page.get_by_role("combobox", name="Numbers of", exact=True).select_option("mix-1")
    page.wait_for_function("location.search.includes('focus=mix-1')")
    assert values(page) | {"year": "2026", "focus": "mix-1"} == values(page)
    other = opened(new_page(), server, urlparse(page.url).query)
    assert "2026" in other.locator("#answer").inner_text()


def test_another_future_is_another_result(page, server) -> None:
    opened(page, server)
    before = page.locator("#answer").inner_text()
    page.get_by_label("Future").select_option("no-eu-law")
    page.wait_for_function("before => document.querySelector('#answer')?.innerText != before", arg=before)
    page.wait_for_function("location.search.includes('future=no-eu-law')")


def test_the_language_changes_at_a_click_and_keeps_the_view(page, server) -> None:
    opened(page, server, "lang=en&group=small")
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_selector(READY["nl"])
    assert values(page) == {"lang": "nl", "group": "small"}
    assert page.locator("h1").inner_text() == "Vergelijken"


def plain(text: str) -> str:
    """Without the no-break spaces that keep a range on one line: files that are read by programs have none."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_downloads_hold_what_is_shown(page, server, tmp_path: Path) -> None:
    opened(page, server)
    card = page.locator("section.card").first
    card.get_by_text("The numbers as a table").click()
    shown = card.locator("table tbody tr").first.locator("th, td").all_inner_texts()
    shown = [plain(text) for text in shown]
    card.get_by_text("Take this figure along").click()
    files = {}
    for name in ("PNG", "SVG", "CSV", "Excel"):
        with page.expect_download() as download:
            card.get_by_role("button", name=re.compile(f"as {name.replace('Excel', 'XLSX')}$")).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    assert files["PNG"].read_bytes().startswith(b"\x89PNG")
    assert "<svg" in files["SVG"].read_text("utf-8")
    rows = list(csv.reader(io.StringIO(files["CSV"].read_text("utf-8-sig"))))
    assert rows[1] == shown
    sheet = load_workbook(files["Excel"]).active
    label, *numbers = [cell.value for cell in sheet[4]]
    read = [float(part) / 100 for text in shown[1:] for part in re.findall(r"-?[\d.]+", text.replace("−", "-"))]
    assert label == shown[0] and numbers == pytest.approx(read)  # numbers, a range in three columns
    page.get_by_text("Take over as a paragraph").click()
    words = page.locator("#paragraph").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download with its figure (Word)").click()
    download.value.save_as(tmp_path / "paragraph.docx")
    document = Document(tmp_path / "paragraph.docx")
    title, heading, told, *_figure = [plain(paragraph.text) for paragraph in document.paragraphs]
    assert heading == "Finding" and told == plain(words) and title
    assert len(document.inline_shapes) == 1


def test_the_report_comes_along(page, server, tmp_path: Path) -> None:
    opened(page, server, "lang=nl&mixes=mix-2")
    answer = page.locator("#answer").inner_text()
    page.get_by_text("Neem het hele rapport mee").click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name="Rapport als Word").click()
    download.value.save_as(tmp_path / "report.docx")
    document = Document(tmp_path / "report.docx")
    assert document.core_properties.language == "nl-NL"
    middle = re.search(r"[+−]\d+,\d \([^)]*\)", answer)
    assert middle is not None
    assert any(middle.group(0) in paragraph.text for paragraph in document.paragraphs)  # the number on the page


def test_a_memo_of_one_page_comes_along(page, server, tmp_path: Path) -> None:
    opened(page, server, "lang=nl&mixes=mix-2")
    page.get_by_text("Overnemen als memo van één A4 of als dia").click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name="Memo als Word").click()
    download.value.save_as(tmp_path / "memo.docx")
    document = Document(tmp_path / "memo.docx")
    assert document.core_properties.language == "nl-NL"
    assert "Bevinding" in [paragraph.text for paragraph in document.paragraphs]


def test_by_keyboard_only(page, server) -> None:
    opened(page, server)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    page.keyboard.type("No")  # the future whose name begins with it
    page.wait_for_function("location.search.includes('no-eu-law')")


def test_on_a_telephone_nothing_moves_sideways(new_page, server, axe) -> None:
    page = opened(new_page(390, 844), server, "lang=nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    axe(page)


def test_two_people_neither_wait_for_nor_see_each_other(new_page, server) -> None:
    first, second = new_page(), new_page()
    first.goto(f"{server}/?lang=en&mixes=mix-1&future=as-happened")
    opened(second, server, "lang=nl&mixes=mix-3")
    first.wait_for_selector(READY["en"])
    assert "Mix 3" not in first.locator("#answer").inner_text()
    assert "Mix 1" not in second.locator("#answer").inner_text()


def test_an_address_of_nonsense_is_answered(page, server) -> None:
    opened(page, server, "lang=en&mixes=none,../../etc&group=x&future=y&baseline=z&show=q")
    assert page.locator("#answer").count() == 1
