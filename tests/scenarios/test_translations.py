"""Words are separable from ids: every text has a key, and a language file gives the texts by key."""

from pathlib import Path

import pytest

from app.languages.speaking import untranslated
from app.scenarios import ScenarioRefused, check, language_files, load, texts, with_texts
from tests.scenarios.refused import FLAWED, GOOD, SCENARIO, SPANISH, WORDS, language_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "canal.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_every_text_people_read_has_a_stable_key() -> None:
    for key, text in {
        "title": "Canal Lane",
        "content_notes.0": "Money worries and a parent's low mood.",
        "big_picture.unknown.0": "Whether his aunt could move closer.",
        "facts.pr-2.minimum": "Mina has had low mood before and got better with help.",
        "insights.help-nearby.ask": "Who else was never asked?",
        "reads.options.carer.text": "Ravi looks after his mother.",
        "agenda.barriers.prompts.0": "What did you keep back?",
        "injects.evening.title": "It is getting late",
        "glossary.Young carer": "A child who looks after somebody at home.",
    }.items():
        assert WORDS[key] == text
    assert len(WORDS) == 168
    assert not [key for key in WORDS if key.endswith((".id", ".name")) and key.startswith("people")]


def test_ids_names_and_dates_are_no_texts_and_everything_else_is_replaced() -> None:
    spanish = with_texts(SCENARIO, "es", SPANISH)
    assert dict(texts(spanish)) == SPANISH
    assert (spanish.language, spanish.fallback) == ("es", "")
    assert with_texts(spanish, "en", WORDS) == SCENARIO


def test_a_whole_language_file_has_no_flaw(folder: Path) -> None:
    (folder / "canal.es.yaml").write_text(language_file(SPANISH), encoding="utf-8")
    found = check(folder / "canal.es.yaml")
    assert found.flaws == ()
    assert found.scenario == with_texts(SCENARIO, "es", SPANISH)
    assert language_files(folder / "canal.yaml") == {"es": folder / "canal.es.yaml"}
    assert load(folder / "canal.yaml", folder / "canal.es.yaml") == found.scenario


def test_a_missing_text_is_a_warning_and_stays_in_the_first_language_held_apart(folder: Path) -> None:
    words = SPANISH | {}
    del words["facts.sc-1.text"]
    found = load(GOOD, language_file(words))
    assert found.fallback == SCENARIO.language
    held_apart = {"facts.sc-1.text": untranslated(WORDS["facts.sc-1.text"])}
    assert texts(found) == SPANISH | held_apart
    (folder / "canal.es.yaml").write_text(language_file(words), encoding="utf-8")
    flaws = check(folder / "canal.es.yaml").flaws
    assert [(flaw.code, flaw.what) for flaw in flaws] == [
        ("translation_missing", "`facts.sc-1.text` is not translated")
    ]


@pytest.mark.parametrize(("code", "text", "at"), FLAWED, ids=[code for code, *_ in FLAWED])
def test_a_flaw_of_a_language_file_is_told_in_its_line(code: str, text: str, at: str, folder: Path) -> None:
    path = folder / "canal.es.yaml"
    path.write_text(text, encoding="utf-8")
    line = text[: text.index(at)].count("\n") + 1
    assert (code, line) in {(flaw.code, flaw.place.line) for flaw in check(path).flaws}


def test_a_language_file_without_its_scenario_is_told(folder: Path) -> None:
    (folder / "lane.es.yaml").write_text(language_file(SPANISH), encoding="utf-8")
    assert [flaw.code for flaw in check(folder / "lane.es.yaml").flaws] == ["translation_without_base"]


def test_load_refuses_a_flawed_language_file() -> None:
    with pytest.raises(ScenarioRefused, match="has no text"):
        load(GOOD, language_file(SPANISH | {"tittle": "Calle"}))
