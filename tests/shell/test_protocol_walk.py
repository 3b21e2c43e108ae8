"""The examples of docs/protocol.md are executed, by a client that knows the document alone.

What else the document lists is what the code has.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from app.domain import scenario
from app.domain.log import commands
from app.domain.rules.wishes import ROWS
from app.domain.scenario import PhaseKind
from app.languages.tongues import Tongues
from app.messages.shapes import SHAPES
from app.scenarios import texts, with_texts
from app.web.report.pages import FILES
from tests.family import SMALL
from tests.serving import serving
from tests.shell.stage import Stage, merged
from tests.walk import PAGE, Walk, lines

VALUES: Mapping[str, type[StrEnum]] = {
    "column": scenario.Column,
    "source": scenario.Source,
    "symbol": scenario.Symbol,
    "level": scenario.Level,
    "visibility": scenario.HandVisibility,
    "wording": commands.Wording,
    "reply": commands.Reply,
    "standing": commands.Standing,
    "reach": commands.Reach,
    "setting": commands.Setting,
    "kind` of a relation": scenario.RelationKind,
}


def section(heading: str) -> str:
    return PAGE.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]


def cells(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    rows = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


async def _walked(port: int, link: str) -> Walk:
    walk = Walk(port, {"TOKEN": link.rpartition("/")[2]})
    try:
        for line in lines():
            await walk.take(line)
    finally:
        await walk.close()
    return walk


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_the_walk_of_the_protocol_page_is_what_happens(mode: str, tmp_path: Path) -> None:
    with serving(tmp_path / "workshops.sqlite3", async_mode=mode) as app:
        walk = asyncio.run(_walked(app.port, app.sign_in_link))
    assert {"ID", "CODE", "SCREEN", "AMA", "LOBBY", "NEXT", "SHARE", "FACT"} <= walk.known.keys()


def test_the_page_says_which_steps_allow_which_commands() -> None:
    meant = {row.name: row.steps for row in ROWS if row.name}
    text = section("## Steps")
    every, but_closed = (
        set(re.findall(r"`(\w+)`", re.search(rf"^{start}: (.+)$", text, re.MULTILINE)[1]))  # type: ignore[index]
        for start in ("Every step", "Every step but `closed`")
    )
    for kind, _what, also in cells("## Steps"):
        name = PhaseKind(kind.strip("`"))
        written = set(re.findall(r"`(\w+)`", also)) | every
        written |= but_closed if name is not PhaseKind.CLOSED else set()
        assert written == {one for one, kinds in meant.items() if name in kinds}, name
    assert [kind.strip("`") for kind, _, _ in cells("## Steps")] == list(PhaseKind)


def test_the_page_lists_every_value_of_a_field_that_is_one_of_a_list() -> None:
    written = {name.strip("`"): re.findall(r"`(\w+)`", values) for name, values in cells("### Values")}
    assert written == {name: [one.value for one in kind] for name, kind in VALUES.items()}


def test_the_page_lists_every_file_of_a_report() -> None:
    (row,) = [one for one in cells("## Pages") if one[0] == "report and files"]
    assert set(re.findall(r"`…/([\w.-]+)`", row[1])) == {file.address for file in FILES}


def test_the_examples_of_messages_have_the_keys_that_are_sent(tmp_path: Path) -> None:
    """The snapshot and the changes of the page are taken as a client takes them."""
    examples = [
        json.loads(one.replace("{…}", "{}")) for one in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    ]
    snapshot, (change,) = examples
    stage = Stage(tmp_path)
    spring = stage.open("spring")
    phone = stage.phone(spring, stage.join(spring, "ama"))
    sent = dict(phone.heard)["snapshot"]
    stage.go_to(spring, "share")
    stage.settle()
    changes = next(data for name, data in phone.listen() if name == "changes")
    assert snapshot.keys() == sent.keys()
    assert all(one.keys() == {"version", "value"} for one in sent["slices"].values())
    assert all(one.keys() == change.keys() for one in changes)
    mine = snapshot["slices"]["table"]
    assert change["since"] <= mine["version"] or change["version"] <= mine["version"]
    assert list(merged(mine["value"], change["patch"])) == ["facts"]
    stage.close()


def test_what_is_absent_is_off() -> None:
    """As the page says of commands: an absent yes-or-no field is no."""
    for name, (_, shape) in SHAPES.items():
        for field in shape.fields.values():
            if not field.required and type(field).__name__ == "Boolean":
                assert field.load_default is False, (name, field.name)


def test_A1_a_refusal_names_the_step_in_the_language_that_is_read(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    spanish = _in_other_words(SMALL)
    stage.app.workshops.tongues._read = lambda _workshop_id: {"es": spanish}
    spring = stage.open("spring")
    ama = stage.join(spring, "ama")
    browser = stage.phone(spring, ama).client.flask_test_client
    browser.set_cookie("language", "es")
    phone = stage.device(browser, {"as": "phone"})
    answer = phone.say("finish_reading")
    assert answer["code"] == "not_in_this_phase"
    assert spanish.agenda[0].title in answer["message"]
    assert f"({SMALL.agenda[0].title})" not in answer["message"]
    own = Tongues(lambda _workshop_id: {})
    assert own.facts_in_tongue(spring, SMALL, "es", {"phase": "Lobby"}) == {"phase": "Lobby"}
    stage.close()


def _in_other_words(own: scenario.Scenario) -> scenario.Scenario:
    return with_texts(own, "es", {key: f"ES {text}" for key, text in texts(own).items()})
