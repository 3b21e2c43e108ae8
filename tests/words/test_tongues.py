"""Each device is told the scenario in its own language; who may know what stays the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.log import commands as c
from app.languages.speaking import in_tongues, speaking, told_in, untranslated
from app.scenarios import check, language_files, languages_in, pin, shipped, texts, unpinned, with_texts
from tests.family import NU1, SC1, SMALL
from tests.shell.stage import Device, Stage

GOOD = Path("tests/scenarios/good.yaml")


def language_file(folder: Path) -> Path:
    """A copy of a sound scenario with a Spanish language file beside it, every text marked."""
    base = folder / "good.yaml"
    base.write_bytes(GOOD.read_bytes())
    scenario = unpinned(base.read_text(encoding="utf-8"))
    lines = ["format: 1", f"translates: {scenario.id}", "language: es", "texts:"]
    lines += [f'  {key}: "ES {text[:40].replace(chr(34), "")}"' for key, text in texts(scenario).items()]
    (folder / "good.es.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return base


def test_a_workshop_keeps_its_scenario_with_its_language_files(tmp_path: Path) -> None:
    base = language_file(tmp_path)
    kept = pin(base)
    assert unpinned(kept) == unpinned(base.read_text(encoding="utf-8"))
    (spanish,) = languages_in(kept).values()
    assert spanish.language == "es"
    assert all(text.startswith("ES ") for text in texts(spanish).values())
    assert languages_in(base.read_text(encoding="utf-8")) == {}


def test_P9_what_was_kept_before_hidden_characters_were_refused_still_loads_without_them(
    tmp_path: Path,
) -> None:
    base = language_file(tmp_path)
    sound = pin(base)
    kept = sound.replace("title: Canal Lane", "title: \u2067Canal\u2069 Lane").replace(
        'title: "ES Canal', 'title: "ES \\u2068\u202dCanal'
    )
    assert len(kept) == len(sound) + 9
    assert unpinned(kept) == unpinned(sound)
    assert languages_in(kept) == languages_in(sound)


def test_a_mark_before_a_file_does_not_get_into_what_is_kept(tmp_path: Path) -> None:
    """Some editors put one there; the check reads past it, and so does a workshop that kept one before."""
    base = language_file(tmp_path)
    sound = pin(base)
    for file in tmp_path.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert check(base).flaws == ()
    assert pin(base) == sound
    kept = "\n---\n".join(f"\ufeff{document}" for document in sound.split("\n---\n"))
    assert unpinned(kept) == unpinned(sound)
    assert languages_in(kept) == languages_in(sound)


def test_a_flawed_language_file_is_left_out(tmp_path: Path) -> None:
    base = language_file(tmp_path)
    (tmp_path / "good.cy.yaml").write_text("translates: another\nlanguage: cy\ntexts: {}\n", encoding="utf-8")
    assert list(languages_in(pin(base))) == ["es"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    tongues = stage.app.workshops.tongues
    spanish = with_texts(SMALL, "es", {key: f"ES {text}" for key, text in texts(SMALL).items()})
    tongues._read = lambda _workshop_id: {"es": spanish}
    yield stage
    stage.close()


def phone(stage: Stage, workshop_id: c.WorkshopId, who: c.ParticipantId, language: str) -> Device:
    token = stage.phone(workshop_id, who).client.flask_test_client.get_cookie("seat")
    assert token is not None
    browser = stage.app.flask.test_client()
    browser.set_cookie("seat", token.value)
    browser.set_cookie("language", language)
    return stage.device(browser, {"as": "phone"})


def hand(device: Device) -> list[str]:
    return [fact["text"] for fact in device.see("seat")["hand"].values() if "text" in fact]


def test_each_phone_reads_the_family_in_its_own_language(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    ama, bo = stage.join(workshop_id, "ama"), stage.join(workshop_id, "bo")
    stage.go_to(workshop_id, "read")
    english, spanish = phone(stage, workshop_id, ama, "en"), phone(stage, workshop_id, bo, "es")
    assert not any(text.startswith("ES ") for text in hand(english))
    assert hand(spanish)
    assert all(text.startswith("ES ") for text in hand(spanish))
    assert spanish.see("agenda")["phase"]["title"].startswith("ES ")


def test_a_fact_reaches_every_phone_in_its_own_words(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    ama, bo = stage.join(workshop_id, "ama"), stage.join(workshop_id, "bo")
    english, spanish = phone(stage, workshop_id, ama, "en"), phone(stage, workshop_id, bo, "es")
    stage.go_to(workshop_id, "share")
    fact_id = next(iter(english.see("seat")["hand"]))
    assert english.say("reveal_fact", fact_id=fact_id)["ok"]
    stage.settle()
    (mine,) = english.see("table")["facts"].values()
    (theirs,) = spanish.see("table")["facts"].values()
    assert theirs["text"] == f"ES {mine['text']}"
    assert {**theirs, "text": ""}.keys() == {**mine, "text": ""}.keys()


def test_V15_a_text_without_a_translation_is_held_apart_for_those_who_see_it_and_no_other_is(
    stage: Stage,
) -> None:
    """It says so itself: nobody is told of a text they may not see that it has no translation."""
    words = {key: f"ES {text}" for key, text in texts(SMALL).items()}
    lacking = (f"facts.{NU1}.text", f"facts.{SC1}.text")
    spanish = with_texts(SMALL, "es", {key: text for key, text in words.items() if key not in lacking})
    stage.app.workshops.tongues._read = lambda _workshop_id: {"es": spanish}
    workshop_id = stage.open("w-1")
    ama, bo, cai = (stage.join(workshop_id, who) for who in ("ama", "bo", "cai"))
    nurse, police = phone(stage, workshop_id, ama, "es"), phone(stage, workshop_id, cai, "es")
    english = phone(stage, workshop_id, bo, "en")
    stage.go_to(workshop_id, "read")
    assert [text for text in hand(nurse) if not text.startswith("ES ")] == [f"\u2068marker-{NU1}\u2069"]
    assert nurse.see("family")["fallback"] == police.see("family")["fallback"] == "en"
    assert NU1 not in str(police.values())
    assert "\u2068" not in str(police.values())
    assert "\u2068" not in str(english.values())
    assert "fallback" not in english.see("family")


def test_a_phone_in_another_language_is_told_of_its_new_place(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    ama = stage.join(workshop_id, "ama")
    spanish = phone(stage, workshop_id, ama, "es")
    spanish.listen()
    stage.leads(workshop_id, c.RemoveParticipant(participant_id=ama))
    stage.settle()
    assert ("farewell", {"code": "removed"}) in spanish.listen()


def test_a_template_marks_what_has_no_translation_and_nothing_else() -> None:
    with speaking("es"):
        assert in_tongues("Escuela & <casa>", "") == "Escuela &amp; &lt;casa&gt;"
        assert in_tongues(f"Escuela, {untranslated('Nurse & <i>')}", "en") == (
            'Escuela, <span class="fallback" lang="en" dir="auto">Nurse &amp; &lt;i&gt; '
            '<small lang="es" dir="auto">inglés</small></span>'
        )
        drawn = in_tongues(untranslated("Share"), "en", is_drawn=True)
        assert drawn == '<tspan lang="en" dir="auto">Share</tspan>'
        assert in_tongues(untranslated("Compartir"), "es-MX") == "Compartir"


def test_a_page_says_that_the_family_or_what_is_marked_of_it_is_in_another_language() -> None:
    with speaking("es"):
        assert told_in("es") == told_in("es", "es-MX") == ""
        assert told_in("en") == "La familia y sus datos están en otro idioma: inglés."
        assert told_in("es", "en") == "Los textos marcados como «inglés» aún no están traducidos."


@pytest.mark.parametrize("base", shipped(), ids=lambda path: path.stem)
def test_a_shipped_scenario_is_whole_in_each_of_its_languages(base: Path) -> None:
    files = language_files(base)
    assert files
    for file in files.values():
        assert check(file).flaws == ()
