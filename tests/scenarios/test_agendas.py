"""Agendas in files of their own: those that come with the app fit the family, and a flawed one says why."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.rules.steps import is_debrief
from app.domain.scenario import Inject, InjectId, PhaseId, PhaseKind, Scenario
from app.scenarios import (
    AgendaDoesNotFit,
    Library,
    ScenarioRefused,
    agenda_files,
    check,
    check_text,
    load,
    load_agenda,
    pin,
    shipped,
    texts,
    unpinned,
)
from app.scenarios.agenda_file import AgendaFile
from app.scenarios.agendas import AGENDAS, played_by

LIBRARY = Library()
FAMILY = next(path for path in shipped() if path.stem == "button_family")
DOCUMENT = (Path(__file__).parents[2] / "docs/scenario-format.md").read_text(encoding="utf-8")
GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
FILES = sorted(AGENDAS.glob("*.yaml"))
MINUTES = {"judge-60": 60, "long-90": 90, "orid-60": 60, "plus-delta-60": 60, "short-45": 45}
SMALL = """
format: 1
id: tiny
language: en
title: Tiny
summary: For the tests.
steps:
  - {id: lobby, kind: lobby, minutes: 0}
  - {id: share, kind: share, minutes: 5}
  - {id: ask-and-link, kind: ask_and_link, minutes: 5}
  - {id: reveal, kind: reveal, minutes: 5}
  - {id: closed, kind: closed, minutes: 0}
"""


@pytest.fixture(scope="module")
def family() -> Scenario:
    return load(FAMILY)


def test_the_agendas_that_come_with_the_app_are_the_documented_ones() -> None:
    assert [path.stem for path in FILES] == sorted(MINUTES)
    assert all(f"| `{name}` | {minutes} |" in DOCUMENT for name, minutes in MINUTES.items())
    assert all(f"`{key}`" in DOCUMENT for key in AgendaFile().fields)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_agenda_is_sound_and_lasts_as_long_as_it_says(path: Path) -> None:
    assert check(path).flaws == ()
    read = LIBRARY.of_file(FAMILY, path)
    assert sum(phase.minutes for phase in read.scenario.agenda) == MINUTES[path.stem]
    assert any(is_debrief(phase.kind) for phase in read.scenario.agenda)
    spanish = read.languages["es"]
    assert spanish.fallback == ""
    assert [phase.minutes for phase in spanish.agenda] == [phase.minutes for phase in read.scenario.agenda]
    english = texts(read.scenario)
    same = {key for key, text in texts(spanish).items() if key.startswith("agenda.") and text == english[key]}
    assert same == set()


@pytest.mark.parametrize("path", [FAMILY, *FILES], ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_script_asks_how_people_are_and_whether_they_should_have_met(path: Path, language: str) -> None:
    read = LIBRARY.of_file(FAMILY, None if path == FAMILY else path)
    scenario = read.told_in(language)
    steps = [" ".join((*phase.says, *phase.prompts)) for phase in scenario.agenda]
    reveal = next(index for index, phase in enumerate(scenario.agenda) if phase.kind is PhaseKind.REVEAL)
    words = {
        "en": ("How are you", "acted on alone", "without asking", "want to know about today"),
        "es": ("Cómo estáis", "por vuestra cuenta", "sin preguntar", "de lo de hoy"),
    }[language]
    assert words[0] in steps[reveal]
    easy, whole, unknown = {
        "en": ("easy story", "whole story", "nobody knows yet"),
        "es": ("historia fácil", "historia entera", "nadie sabe todavía"),
    }[language]
    assert steps[reveal].index(easy) < steps[reveal].index(whole) < steps[reveal].index(unknown)
    assert all(any(word in step for step in steps[reveal:]) for word in words[1:])


def test_a_step_without_texts_takes_those_of_the_family_and_one_with_a_title_its_own(
    family: Scenario,
) -> None:
    own = {phase.kind: phase for phase in family.agenda}
    orid = {phase.id: phase for phase in played_by(family, load_agenda(AGENDAS / "orid-60.yaml")).agenda}
    assert orid[PhaseId("share")] == own[PhaseKind.SHARE]
    assert orid[PhaseId("reveal")].says == own[PhaseKind.REVEAL].says
    assert orid[PhaseId("saw")].title == "What did you see?"
    assert orid[PhaseId("felt")].kind is PhaseKind.REPLAY


def test_only_the_agenda_without_hints_tells_no_table_that_its_link_is_close(family: Scenario) -> None:
    told = {path.stem: played_by(family, load_agenda(path)) for path in FILES}
    assert {name for name, one in told.items() if not one.tells_near_misses} == {"judge-60"}
    assert not any(phase.shows_insights_left for phase in told["judge-60"].agenda)


def test_the_ninety_minutes_bring_news_that_is_due_in_the_second_round(family: Scenario) -> None:
    (news,) = played_by(family, load_agenda(AGENDAS / "long-90.yaml")).injects
    assert (news.phase_id, news.minute, news.to, news.fact_ids) == ("ask-and-link", 7, (), frozenset())


def test_what_a_workshop_keeps_holds_the_agenda_it_is_played_by(family: Scenario) -> None:
    text = LIBRARY.of_file(FAMILY, AGENDAS / "short-45.yaml").text
    assert unpinned(text) == played_by(family, load_agenda(AGENDAS / "short-45.yaml"))
    assert unpinned(pin(FAMILY)) == family
    assert text.startswith(pin(FAMILY))


def test_an_agenda_that_a_family_cannot_lend_to_does_not_fit(family: Scenario) -> None:
    tiny = load_agenda(SMALL)
    poor = replace(family, agenda=tuple(one for one in family.agenda if one.kind is not PhaseKind.REVEAL))
    with pytest.raises(AgendaDoesNotFit, match="reveal"):
        played_by(poor, tiny)
    late = Inject(
        id=InjectId("late"),
        title="Late",
        text="Late.",
        to=(),
        phase_id=PhaseId("share"),
        minute=5,
        fact_ids=frozenset(),
    )
    with pytest.raises(AgendaDoesNotFit, match="late"):
        played_by(replace(family, injects=(late,)), tiny)


def test_a_text_that_is_not_translated_says_so_itself(family: Scenario) -> None:
    titled = load_agenda(SMALL.replace("minutes: 5}", "minutes: 5, title: Talk}", 1))
    spanish = played_by(replace(family, language="es"), titled)
    assert spanish.agenda[1].title == "\u2068Talk\u2069"
    assert spanish.fallback == "en"


def test_a_family_may_name_the_agendas_it_is_offered_with(family: Scenario) -> None:
    assert agenda_files(family) == tuple(FILES)
    named = replace(family, agendas=("orid-60", "short-45"))
    assert [path.stem for path in agenda_files(named)] == ["orid-60", "short-45"]
    unknown = GOOD.replace("agenda:\n", "agendas: [no-such-agenda]\nagenda:\n", 1)
    (flaw,) = (one for one in check_text(unknown).flaws if one.code == "unknown_reference")
    assert "no-such-agenda" in flaw.what


@pytest.mark.parametrize(
    ("what", "to", "code"),
    [
        ("kind: lobby", "kind: welcome", "agenda_begins"),
        ("kind: closed", "kind: check_out", "agenda_ends"),
        ("id: reveal, kind: reveal", "id: share, kind: reveal", "duplicate_id"),
        ("minutes: 5}", "minutes: many}", "wrong_type"),
        ("steps:", "stepz: 1\nsteps:", "unknown_key"),
        ("title: Tiny", "", "missing_key"),
        (
            "steps:",
            "injects: [{id: a, title: A, text: A., step: none, minute: 1}]\nsteps:",
            "unknown_reference",
        ),
        (
            "steps:",
            "injects: [{id: a, title: A, text: A., step: reveal, minute: 1}]\nsteps:",
            "inject_outside_sharing",
        ),
        (
            "steps:",
            "injects: [{id: a, title: A, text: A., step: share, minute: 5}]\nsteps:",
            "inject_after_phase",
        ),
        ("steps:", "languages: [{language: es, texts: {titel: Uno}}]\nsteps:", "translation_unknown_text"),
    ],
)
def test_a_flawed_agenda_is_refused_with_the_flaw_named(
    tmp_path: Path, what: str, to: str, code: str
) -> None:
    assert what in SMALL
    file = tmp_path / "tiny.yaml"
    file.write_text(SMALL.replace(what, to, 1), encoding="utf-8")
    with pytest.raises(ScenarioRefused) as refused:
        load_agenda(file)
    assert code in {flaw.code for flaw in refused.value.flaws}
    assert code in {flaw.code for flaw in check(file).flaws}


def test_an_agenda_that_is_not_translated_whole_is_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(SMALL + "languages: [{language: es, texts: {title: Mini}}]\n", encoding="utf-8")
    assert load_agenda(file).texts == {"es": {"title": "Mini"}}
    assert [(flaw.code, flaw.is_error) for flaw in check(file).flaws] == [("translation_missing", False)]


def test_an_agenda_s_file_is_called_like_its_id() -> None:
    assert {path.stem: load_agenda(path).plan.id for path in FILES} == {
        path.stem: path.stem for path in FILES
    }
