"""The sentences of the product are plain: the rules of docs/words.md that a program can look for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.languages.speaking import TEMPLATE, TRANSLATIONS, read_catalogue
from tests.words.reading_age import measured, sentences, words

REPORT = ("app/exports/", "app/templates/report", "app/web/report/")
READS_AT, REPORT_READS_AT = 7, 9
"""School grades (Flesch-Kincaid) that no page, and no page of the report, goes beyond."""
ENOUGH_WORDS = 40
"""Fewer words than these say nothing about a page's grade."""
LONGEST_SENTENCE = 25
"""Words; GOV.UK's limit."""
LONG_FOR_A_REASON = (
    "{people} with a phone sat at",  # who, where and for how long, in the sentence that opens the report
    "{people} sat at",
    "{tables}, each with the same",
    "{n} facts, counted once for each table",
    "No role held more than",
)
BOOKISH = {
    "whom": "who",
    "shall": "will",
    "anew": "again",
    "mend": "fix",
    "laid": "set up",
    "so that": "so, to",
    "for want of": "without",
    "in order to": "to",
    "prior to": "before",
    "once more": "again",
    "hence": "so",
    "thus": "so",
    "upon": "on",
    "utilise": "use",
    "commence": "start",
}
NOT_SO = re.compile(r"\.\.(?!\d)|\?\?|!!|[.?!…],| [.,;:?!](?![\w)])|  |\b(\w{2,}) \1\b")
"""Two full stops, a sign after a space (not `.yaml`) or after a full stop, two spaces, a word said twice."""
USTED = re.compile(
    r"\b(?:usted|ustedes)\b"
    r"|(?:^|[.:?!] )(?:pulse|elija|escriba|guarde|mire|marque|abra|espere|imprima|muestre)\b",
    re.IGNORECASE,
)


def texts_of_pages() -> dict[str, list[str]]:
    """Every text of the interface and the report, by the file it comes from; a counted one by its plural."""
    found: dict[str, list[str]] = {}
    for message in read_catalogue(TEMPLATE):
        if message.id:
            text = message.id[1] if isinstance(message.id, tuple) else message.id
            for place, _ in message.locations:
                found.setdefault(place, []).append(text)
    return found


def texts_of(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text of a scenario file by its path."""
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts_of(value, f"{path}.{key}")
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from texts_of(value, f"{path}.{index}")


def scenario(name: str) -> dict[str, object]:
    """A shipped scenario file, read without our own checks."""
    read: dict[str, object] = YAML(typ="safe").load(Path("scenarios", name))
    return read


def sections() -> dict[str, list[str]]:
    """What each part of the shipped scenario says, without ids and other single words."""
    whole = scenario("button_family.yaml")
    return {
        key: [text for _, text in texts_of(part) if " " in text]
        for key, part in whole.items()
        if isinstance(part, str | list | dict)
    }


PAGES = texts_of_pages()
SECTIONS = sections()
SAID = [text for texts in (*PAGES.values(), *SECTIONS.values()) for text in texts]


def is_sentence(text: str) -> bool:
    """Whether a text is read rather than glanced at: labels of a few words have no grade."""
    return text.rstrip("”)").endswith((".", "?", "!", ":")) or len(words(text)) > 6


@pytest.mark.parametrize("place", sorted(PAGES))
def test_a_page_reads_as_easily_as_a_schoolbook(place: str) -> None:
    page = [text for text in PAGES[place] if is_sentence(text)]
    if sum(len(words(text)) for text in page) >= ENOUGH_WORDS:
        assert measured(page).grade <= (REPORT_READS_AT if place.startswith(REPORT) else READS_AT)


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_a_part_of_the_scenario_reads_as_easily(section: str) -> None:
    if sum(len(words(text)) for text in SECTIONS[section]) >= ENOUGH_WORDS:
        assert measured(SECTIONS[section]).grade <= READS_AT


def test_no_sentence_is_longer_than_a_breath() -> None:
    long = [
        one
        for text in SAID
        if not text.startswith(LONG_FOR_A_REASON)
        for one in sentences(text)
        if len(words(one)) > LONGEST_SENTENCE
    ]
    assert long == []


def test_a_sentence_that_is_let_be_long_is_still_there() -> None:
    assert [start for start in LONG_FOR_A_REASON if not any(text.startswith(start) for text in SAID)] == []


@pytest.mark.parametrize("word", BOOKISH)
def test_no_sentence_sounds_like_a_book(word: str) -> None:
    bookish = re.compile(rf"\b{word}\b(?!\}})", re.IGNORECASE)
    assert [text for text in SAID if bookish.search(text)] == [], f"say “{BOOKISH[word]}”"


def spanish() -> list[str]:
    """Every Spanish text: of the interface, the report and the shipped scenario."""
    catalogue = read_catalogue(TRANSLATIONS / "es" / "LC_MESSAGES" / "messages.po")
    forms = [
        form
        for one in catalogue
        if one.id
        for form in ([one.string] if isinstance(one.string, str) else one.string)
    ]
    return [*forms, *(text for _, text in texts_of(scenario("button_family.es.yaml")))]


@pytest.mark.parametrize("language", ["en", "es"])
def test_signs_stand_as_a_printer_sets_them(language: str) -> None:
    assert [text for text in (SAID if language == "en" else spanish()) if NOT_SO.search(text.strip())] == []


def test_spanish_says_tu_to_everybody() -> None:
    assert [text for text in spanish() if USTED.search(text)] == []


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", -1.4),
        ("You need two facts. Choose another one.", 0.9),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
    ],
)
def test_the_grade_is_that_of_the_formula(text: str, grade: float) -> None:
    assert measured([text]).grade == pytest.approx(grade, abs=0.1)
