"""The page Question: an answer, its limits, and analyses that it offers to run."""

import pytest

READY = {"nl": "text=/^Klaar$/", "en": "text=/^Done$/"}


@pytest.mark.parametrize(("lang", "title"), [("nl", "Vraag"), ("en", "Question")])
def test_every_question_has_an_answer_and_its_limits(page, server, axe, lang, title) -> None:
    page.goto(f"{server}/question?lang={lang}")
    page.wait_for_selector("#main section h2")
    page.wait_for_selector(READY[lang])
    assert page.locator("h1").inner_text() == title
    sections = page.locator("#main section")
    assert sections.count() >= 10
    for n in range(sections.count()):
        assert sections.nth(n).locator("p").first.inner_text().strip()
        assert sections.nth(n).locator("h3 + ul li").count() >= 1
    child_labour = page.locator("section", has=page.locator("#child-labour")).inner_text()
    assert "S-105" in child_labour
    axe(page)


def test_one_question_has_an_address_and_can_be_worked_out(page, server) -> None:
    page.goto(f"{server}/question?lang=en&q=inspectors")
    page.wait_for_selector("#main section h2")
    page.wait_for_selector(READY["en"])
    assert page.locator("#main section").count() == 1
    page.get_by_role("button", name="Compute this now").click()
    page.wait_for_function("() => !document.querySelector('#main section .callout')")
    assert "half" in page.locator("#main section").inner_text().lower()
    page.reload()
    page.wait_for_selector("#main section h2")
    page.wait_for_selector(READY["en"])
    page.wait_for_function("() => !document.querySelector('#main section .callout')")
