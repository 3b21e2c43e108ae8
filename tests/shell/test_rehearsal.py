"""A workshop that bots play: over real sockets, the same for the same seed, marked wherever it is read."""

import asyncio
import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.cli.rehearse import served
from app.rehearsal.hour import Hour, Wanted
from app.rehearsal.people import Person
from app.rehearsal.personas import PERSONAS, USUAL, cast
from app.rehearsal.story import Story
from app.scenarios.checks import SHIPPED
from app.web.report.pages import FILES
from tests.journeys.hour import button_family

FAST = 1_000
"""So many times faster than life: the hour takes as long as its commands do."""
SEED = 5
ROLES = [role.id for role in button_family().roles]
CHOSEN = dict(zip(ROLES, USUAL, strict=False))


@dataclass(frozen=True, slots=True)
class Played:
    people: Sequence[Person]
    files: Mapping[str, Path]

    def of(self, persona: str) -> Person:
        (person,) = [one for one in self.people if one.persona.name == persona]
        return person

    def did(self, persona: str, what: str) -> list[str]:
        return [line for line in self.of(persona).diary if line.startswith(what)]


def play(folder: Path, seed: int = SEED) -> Played:
    story = Story(button_family())
    personas = {role: PERSONAS[name] for role, name in CHOSEN.items()}
    wanted = Wanted(people=len(ROLES), minutes=75 / FAST, seed=seed, personas=personas)
    with served(FAST) as sign_in:
        origin = "/".join(sign_in.split("/")[:3])
        hour = Hour(origin, story, wanted, lambda _said: None)
        saved = asyncio.run(hour.play(sign_in, "button_family.yaml", folder))
    return Played(people=hour.people, files={path.name: path for path in saved})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("rehearsal"))


def file_of(played: Played, ending: str) -> str:
    (path,) = [path for name, path in played.files.items() if name.endswith(ending)]
    return path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_rehearsal_ends_with_every_file_the_app_has_each_marked(played: Played) -> None:
    endings = {Path(file.address).suffix for file in FILES}
    assert {path.suffix for path in played.files.values()} == endings
    assert all(name.startswith("rehearsal-") and path.stat().st_size for name, path in played.files.items())
    assert json.loads(file_of(played, "report.json"))["provenance"]["is_rehearsal"] is True
    assert "This was a rehearsal" in file_of(played, "report.html")
    assert "A rehearsal" in file_of(played, "codebook.md")


@pytest.mark.slow
def test_the_same_seed_plays_the_same_hour_and_nothing_a_bot_says_is_refused(
    played: Played, tmp_path: Path
) -> None:
    again = play(tmp_path)
    assert [one.diary for one in again.people] == [one.diary for one in played.people]
    refused = [line for one in played.people for line in one.diary if re.search(r"\([a-z_]+\)$", line)]
    assert refused == []


@pytest.mark.slow
def test_persona_by_persona_the_log_says_what_they_did(played: Played) -> None:
    lines = [json.loads(line) for line in file_of(played, "log.jsonl").splitlines()]
    told = [one for one in lines if one["event"] == "fact_revealed"]
    diaries = [line for one in played.people for line in one.diary]
    assert len(told) == sum(line.startswith(("reveal_fact", "answer_ask fact")) for line in diaries)
    assert len([one for one in lines if one["event"] == "role_asked"]) == sum(
        line.startswith("ask_role") for line in diaries
    )
    assert played.did("silent", "reveal_fact") == played.did("silent", "ask_role") == []
    assert played.did("silent", "vote_for_barrier")
    assert played.did("over-sharer", "hold_back") == []
    assert len(played.did("over-sharer", "reveal_fact")) >= 3
    assert len(played.did("gatekeeper", "hold_back")) > len(played.did("gatekeeper", "reveal_fact"))
    assert len(played.did("good-asker", "ask_role")) == PERSONAS["good-asker"].asks
    assert played.did("needs-consent", "raise_barrier consent")
    assert played.did("flaky-phone", "loses the network")
    came = json.loads(file_of(played, "report.json"))["provenance"]["attendance"]
    assert (came["joined"], came["late"]) == (len(ROLES), 1)


@pytest.mark.slow
def test_the_report_has_the_minutes_that_the_agenda_plans(played: Played) -> None:
    provenance = json.loads(file_of(played, "report.json"))["provenance"]
    planned = sum(phase["planned_s"] for phase in provenance["phases"])
    assert provenance["seconds"] >= 0.8 * planned


def test_whoever_is_chosen_plays_the_role_and_the_others_are_dealt_by_the_seed() -> None:
    chosen = {ROLES[2]: PERSONAS["silent"]}
    one, other = cast(ROLES, chosen, 1), cast(ROLES, chosen, 2)
    assert one == cast(ROLES, chosen, 1)
    assert one != other
    assert one[ROLES[2]] is other[ROLES[2]] is PERSONAS["silent"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pilot=silent", "no role is called “pilot”"),
        (f"{ROLES[0]}=angry", "no persona is called “angry”"),
    ],
)
def test_a_role_or_persona_that_is_none_is_named(typed: str, said: str) -> None:
    done = CliRunner().invoke(cli, ["rehearse", "--persona", typed])
    assert done.exit_code == 2
    assert said in done.output


def test_the_page_of_the_rehearsal_lists_the_personas_as_they_are() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/rehearsal.md").read_text(encoding="utf-8")
    rows = [row for row in csv.reader(page.splitlines(), delimiter="|") if len(row) == 8 and "`" in row[1]]
    written = {row[1].strip().strip("`"): [cell.strip() for cell in row[2:7]] for row in rows}
    for name, one in PERSONAS.items():
        tells, sensitive, asks, answers, about = written[name]
        assert (tells, asks, answers, about) == (
            f"{one.tells:.0%}",
            str(one.asks),
            f"{one.answers:.0%}",
            one.about,
        )
        assert one.tells_all == (sensitive == "in full words")
    assert written.keys() == PERSONAS.keys()


def test_a_file_that_the_app_does_not_offer_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere.yaml"
    copy.write_text((SHIPPED / "button_family.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["rehearse", str(copy)])
    assert done.exit_code == 1
    assert "Put elsewhere.yaml into the folder scenarios first." in done.output
