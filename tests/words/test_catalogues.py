"""Every text of the program is in every catalogue, translated, with the placeholders of the English."""

import re
from pathlib import Path

import pytest

from app.cli.words import words_in_tables
from app.languages import catalogues
from app.languages.script_texts import in_language, texts_of
from app.languages.speaking import (
    TEMPLATE,
    catalogue,
    gettext,
    known,
    ngettext,
    read_catalogue,
    speaking,
    wanted,
)

SCRIPTS = Path("app/static/js")
PLAIN = {"words.js"}  # defines t and tn
_COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)
_NOT_LITERAL = re.compile(r"(?<![\w.$])(?:tn?|inEachLanguage)\(\s*(?![\s\"]).{0,60}")


def test_every_text_is_translated_in_every_language() -> None:
    assert list(catalogues.flaws(words_in_tables())) == []


def test_there_is_enough_to_translate() -> None:
    assert len(read_catalogue(TEMPLATE)) > 1000


@pytest.mark.parametrize(
    ("kept", "flaw"),
    [
        ("", "not translated"),
        ("La mesa {numero}", "other placeholders"),
    ],
)
def test_a_text_that_is_missing_or_does_not_fit_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str, flaw: str
) -> None:
    file = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    whole = (catalogues.TRANSLATIONS / "es" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    assert 'msgstr "Mesa {number}"' in whole
    file.write_text(whole.replace('msgstr "Mesa {number}"', f'msgstr "{kept}"'), encoding="utf-8")
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    found = [one for one in catalogues.flaws(words_in_tables()) if "'Table {number}'" in one]
    assert len(found) == 1
    assert flaw in found[0]


@pytest.mark.parametrize("script", sorted(SCRIPTS.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_says_nothing_that_no_catalogue_can_know(script: Path) -> None:
    if script.name not in PLAIN or script.parent.name == "picture":
        text = _COMMENT.sub("", script.read_text(encoding="utf-8"))
        assert _NOT_LITERAL.findall(text) == [], "a text that is put together when the script runs"


def test_texts_are_found_wherever_they_stand() -> None:
    script = (
        'const a = t("One");\n// t("a comment")\n'
        'html`<p title=${t("Two {n}", { n })}>${ok && html`<b>${tn("a", "b\\"s", 3)}</b>`}</p>`;'
        'element.t("not ours"); at("nor this");'
    )
    assert list(texts_of(script)) == ["One", "Two {n}", ("a", 'b"s')]


def test_a_script_in_another_language_has_other_literals_and_lists_of_plurals() -> None:
    assert in_language('t("Yes, {x}") + t("Table {number}")', "es") == 't("Yes, {x}") + t("Mesa {number}")'
    assert in_language('tn("{n} fact", "{n} facts", 2)', "es") == 'tn(["{n} dato", "{n} datos"],"", 2)'


@pytest.mark.parametrize("language", ["en", "es", "qps"])
def test_what_may_be_typed_in_any_language_is_listed_in_each(language: str) -> None:
    assert in_language('inEachLanguage("If …")', language) == 'inEachLanguage(["If …", "Si …"])'


def test_a_new_language_brings_its_words_with_its_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cy" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file.write_text(head + 'msgid "If …"\nmsgstr "Os …"\n', encoding="utf-8")
    monkeypatch.setattr("app.languages.speaking.TRANSLATIONS", tmp_path)
    assert in_language('inEachLanguage("If …")', "en") == 'inEachLanguage(["If …", "Os …"])'
    catalogue.cache_clear()


def test_what_is_taken_off_a_commitment_is_what_stands_before_its_boxes() -> None:
    """The script has no words of its own for it, which the next language would lack."""
    script = (SCRIPTS / "parts" / "if_then.js").read_text(encoding="utf-8")
    assert set(texts_of(script)) == {"If …", "then …"}
    for form in ("parts/commitments.js", "phone/commitments.js"):
        assert set(texts_of(script)) <= set(texts_of((SCRIPTS / form).read_text(encoding="utf-8")))


def test_a_pseudo_language_brackets_every_text() -> None:
    texts = catalogue("qps").texts
    assert len(texts) > 1000
    assert all(form.startswith("⟦") and form.endswith("⟧") for forms in texts.values() for form in forms)


def test_texts_are_filled_and_counted_in_the_language_that_is_spoken() -> None:
    assert gettext("Table {number}", number=2) == "Table 2"
    assert [ngettext("{n} fact", "{n} facts", n) for n in (0, 1, 2)] == ["0 facts", "1 fact", "2 facts"]
    with speaking("es"):
        assert gettext("Table {number}", number=2) == "Mesa 2"
        assert [ngettext("{n} fact", "{n} facts", n) for n in (1, 2)] == ["1 dato", "2 datos"]
    assert gettext("a text that nobody has translated {gap}") == "a text that nobody has translated …"


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "es-MX,es;q=0.9,en;q=0.5", "es"),
        ("", "fr,de;q=0.8", "en"),
        ("en", "es", "en"),
        ("es", "en", "es"),
        ("tlh", "es", "es"),
        ("", ";;q=x,,", "en"),
    ],
)
def test_the_devices_choice_wins_over_its_browsers_wish(chosen: str, accepted: str, language: str) -> None:
    assert wanted(chosen, accepted, ("en", "es")) == language


def test_english_comes_first_and_every_catalogue_is_known() -> None:
    assert known()[:2] == ("en", "es")
