"""A language and a scenario in brackets: what of a page is in none was never translated."""

import re

from playwright.sync_api import Page

from app.access.codes import CODE_SYMBOLS
from app.domain.scenario import Scenario
from app.scenarios.texts import texts, with_texts
from tests.pages.opened import OpenWorkshop

INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧|«[^«»]*»")


WORD = re.compile(r"\b(?![A-Z]{2,3}\b)[^\W\d_]{2,}")


ADDRESS = re.compile(r"https?://[\w.:/-]+")


CODE = re.compile(rf"\b[{CODE_SYMBOLS}]{{3}} ?[{CODE_SYMBOLS}]{{3}}\b")


OURS_ANYWHERE = (
    "Button Family",
    "Workshop w-1",
    "UTC",
    "http",
    "workshop.test",
    "CSV",
    "JSON",
    "hash",
    "English",
    "Esc",
)
"""What is the same in every language: the product's name, what this test typed, and how files are called."""


MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"


TYPED = "Since when|Both|What kept us|a child is late|we ring|School|Ama|Bo|Cai|Dee|Fay"


ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-label", "aria-description")


SPOKEN = """() => [document.body.innerText, document.title, ...[...document.querySelectorAll('*')]
  .filter((one) => !one.closest('svg.genogram, .ways__qr'))
  .flatMap((one) => %s.map((name) => one.getAttribute(name) ?? ''))].filter(Boolean)"""


UNSPOKEN = """() => {
  const told = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = told.nextNode(); node; node = told.nextNode()) {
    const text = node.data.trim(), holder = node.parentElement;
    if (text.startsWith('«') && text.endsWith('»') && !text.includes('⟦') && !holder.closest('script, style')
        && holder.closest('[lang]').getAttribute('lang') !== 'en') {
      found.push(`${holder.tagName} ${holder.className?.baseVal ?? holder.className}: ${text.slice(0, 80)}`);
    }
  }
  return [...new Set(found)];
}"""
"""Texts of the scenario that do not say that they are in its language and not in the page's."""


def bracketed(scenario: Scenario) -> Scenario:
    """The same scenario with every text in marks of its own."""
    return with_texts(
        scenario, scenario.language, {key: f"«{text}»" for key, text in texts(scenario).items()}
    )


def left_over(text: str, workshop: OpenWorkshop) -> list[str]:
    """The words of a text that are neither ours in brackets, nor the scenario's, nor names."""
    before = ""
    while before != text:
        before, text = text, INNERMOST.sub(" ", text)
    text = CODE.sub(" ", ADDRESS.sub(" ", text))
    names = [one.name for one in workshop.stage.scenario.people]
    allowed = [*OURS_ANYWHERE, *names, workshop.code, f"{workshop.code[:3]} {workshop.code[3:]}"]
    for name in sorted(allowed, key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(rf"\b(?:{MONTHS}|{TYPED})\b", " ", text)
    return WORD.findall(text)


def untranslated(page: Page, workshop: OpenWorkshop) -> list[str]:
    spoken = page.evaluate(SPOKEN % str(list(ATTRIBUTES)))
    left_out = [f"{text[:200]!r}: {left}" for text in spoken if (left := left_over(text, workshop))]
    return left_out + [f"without its lang: {text}" for text in page.evaluate(UNSPOKEN)]
