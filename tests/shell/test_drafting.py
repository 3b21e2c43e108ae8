"""Drafts over HTTP and in the store: whose they are, versions, two at once, and what is not let in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import App, create_app
from app.config import Settings
from app.scenarios.skeleton import skeleton
from app.store import DraftChanged
from tests.people import NOON

TEXT = skeleton("Meadow Lane", 6)
XSS = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    settings = Settings(
        host="127.0.0.1",
        port=0,
        database=f"sqlite:///{tmp_path / 'w.sqlite3'}",
        base_url=None,
        async_mode="threading",
        redis_url=None,
    )
    made = create_app(settings)
    made.flask.config["WTF_CSRF_ENABLED"] = False
    yield made
    made.close()


def signed_in(app: App, name: str) -> FlaskClient:
    browser = app.flask.test_client()
    link = re.sub(r"^https?://[^/]*", "", app.sign_in_link())
    browser.post(link, data={"name": name, "passphrase": "x" * 12})
    return browser


@pytest.fixture
def fay(app: App) -> FlaskClient:
    return signed_in(app, "Fay")


@pytest.fixture
def place(fay: FlaskClient) -> str:
    answer = fay.post("/scenarios", data={"way": "answers", "name": "Meadow Lane"})
    assert answer.status_code == 303
    return str(answer.location).removesuffix("/edit")


def edit(browser: FlaskClient, place: str, version: Any, *edits: Any) -> tuple[int, dict[str, Any]]:
    answer = browser.post(f"{place}/edits", json={"version": version, "edits": list(edits)})
    return answer.status_code, answer.json or {}


def holds(fact: str, *roles: str) -> dict[str, Any]:
    return {"kind": "set", "path": ["facts", fact, "held_by"], "value": list(roles)}


def test_only_its_owner_sees_a_draft_until_it_is_shared(app: App, fay: FlaskClient, place: str) -> None:
    bo = signed_in(app, "Bo")
    stranger = app.flask.test_client()
    paths = ("draft", "findings", "versions", "versions/1", "edit", "copy")
    assert {bo.get(f"{place}/{path}").status_code for path in paths} == {404}
    assert edit(bo, place, 1, holds("he-1", "school"))[0] == 404
    assert bo.post(f"{place}/delete").status_code == 404
    bo.post(f"{place}/share", data={"shared": "yes"})
    assert bo.get(f"{place}/draft").status_code == 404
    for path in paths:
        assert stranger.get(f"{place}/{path}").status_code in (303, 404)
    assert "Meadow" not in bo.get("/scenarios").text
    assert "Meadow" not in bo.get("/facilitate/new").text
    fay.post(f"{place}/share", data={"shared": "yes"})
    assert bo.get(f"{place}/draft").status_code == 200
    assert edit(bo, place, 1, holds("he-1", "school"))[0] == 200
    assert "Meadow" in bo.get("/facilitate/new").text
    assert bo.post(f"{place}/delete").status_code == 404
    fay.post(f"{place}/share", data={"shared": "no"})
    assert bo.get(f"{place}/draft").status_code == 404


def test_the_second_is_told_by_meaning_and_loses_nothing(app: App, fay: FlaskClient, place: str) -> None:
    fay.post(f"{place}/share", data={"shared": "yes"})
    bo = signed_in(app, "Bo")
    assert edit(bo, place, 1, holds("he-1", "school"))[0] == 200
    status, told = edit(fay, place, 1, {"kind": "set", "path": ["title"], "value": "Mine"})
    assert (status, told["code"], told["who"], told["version"]) == (409, "draft_changed", "Bo", 2)
    assert told["differences"] == ["fact he-1 moved from Health to School: insight-1 now needs one role"]
    status, told = edit(fay, place, 2, {"kind": "set", "path": ["title"], "value": "Mine"})
    assert (status, told["version"]) == (200, 3)
    assert told["panel"]["insights"]["insight-1"]["alone"] == ["school"]


def test_every_save_is_a_version_and_any_comes_back(fay: FlaskClient, place: str) -> None:
    before = fay.get(f"{place}/draft").json
    assert before is not None
    assert edit(fay, place, 1, holds("he-1", "school"))[1]["version"] == 2
    assert edit(fay, place, 2, holds("he-1", "school"))[1]["version"] == 2  # nothing is different: no save
    listed = fay.get(f"{place}/versions").json
    assert listed is not None
    assert [(one["version"], one["who"]) for one in listed["versions"]] == [(2, "Fay"), (1, "Fay")]
    back = fay.post(f"{place}/restore", json={"version": 2, "restore": 1})
    assert back.json is not None
    assert (back.json["version"], back.json["text"]) == (3, before["text"])
    assert fay.post(f"{place}/restore", json={"version": 3, "restore": 9}).status_code == 404


def test_a_workshop_keeps_what_it_was_opened_with(app: App, fay: FlaskClient, place: str) -> None:
    before = fay.get(f"{place}/draft").json
    assert before is not None
    form = {"scenario": place.rsplit("/", 1)[1], "title": "", "people": "6"}
    assert fay.post("/facilitate/new", data=form).status_code == 303
    edit(fay, place, 1, {"kind": "set", "path": ["title"], "value": "Another"})
    assert fay.post(f"{place}/delete").status_code == 303
    assert fay.get(f"{place}/draft").status_code == 404
    record = app.store.workshops()[0]
    assert (record.scenario_text, record.title) == (before["text"], "Meadow Lane")


def test_bots_rehearse_what_is_written_here(
    app: App, fay: FlaskClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[list[str]] = []

    class Lot:
        def __init__(self, command: list[str], **_streams: object) -> None:
            sent.append(command)

        def poll(self) -> int:
            return 0

        def wait(self) -> None:
            """It is over already."""

    monkeypatch.setattr("app.rehearsal.sent.subprocess.Popen", Lot)
    form = {"scenario": place.rsplit("/", 1)[1], "title": "", "people": "6", "kind": "bots"}
    assert fay.post("/facilitate/new", data=form).status_code == 303
    draft = fay.get(f"{place}/draft").json
    assert draft is not None
    file = Path(next(one for one in sent[0] if one.endswith(".yaml")))
    assert file.read_text(encoding="utf-8") == draft["text"]
    app.bots.close()
    assert not file.exists()


def test_errors_keep_a_draft_from_being_opened(fay: FlaskClient, place: str) -> None:
    edit(fay, place, 1, holds("he-1", "school"))
    form = {"scenario": place.rsplit("/", 1)[1], "title": "", "people": "6"}
    answer = fay.post("/facilitate/new", data=form)
    assert answer.status_code == 422
    assert "Draft with 1 error" in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        None,
        [],
        {},
        {"version": True, "edits": []},
        {"version": 1},
        {"version": 1, "edits": [1]},
        {"version": 1, "edits": [{"kind": "set"}]},
        {"version": 1, "edits": [{"kind": "set", "path": []}]},
        {"version": 1, "edits": [{"kind": "eat", "path": ["title"]}]},
        {"version": 1, "edits": [{"kind": "set", "path": [["title"]], "value": 1}]},
        {"version": 1, "edits": [{"kind": "set", "path": ["nobody", "x"], "value": 1}]},
        {"version": 1, "edits": [{"kind": "set", "path": ["facts", 3.5], "value": 1}]},
        {"version": 1, "edits": [{"kind": "move", "path": ["title"], "at": 0}]},
        {"version": 1, "edits": [{"kind": "remove", "path": ["facts", 999]}]},
        {"version": 1, "text": "x" * 300_000},
        {"version": 1, "text": 7},
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    fay: FlaskClient, place: str, typed: Any
) -> None:
    answer = fay.post(f"{place}/edits", json=typed)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["message"]
    told = fay.get(f"{place}/draft").json
    assert told is not None
    assert told["version"] == 1


def test_a_text_that_cannot_be_read_is_kept_and_told(fay: FlaskClient, place: str) -> None:
    answer = fay.post(f"{place}/edits", json={"version": 1, "text": "title: [\nfacts: {"})
    assert answer.json == {"panel": None, "version": 2}
    found = fay.get(f"{place}/findings").json
    assert found is not None
    assert {one["code"] for one in found["findings"]} >= {"bad_yaml"}
    assert edit(fay, place, 2, {"kind": "set", "path": ["title"], "value": "x"})[1]["code"] == "edit_refused"
    assert fay.get("/scenarios").status_code == 200


def test_scripts_stay_words_on_every_page(fay: FlaskClient, place: str) -> None:
    paths = (
        ["title"],
        ["summary"],
        ["author"],
        ["facts", 0, "text"],
        ["people", 0, "name"],
        ["roles", 0, "name"],
    )
    edits = [{"kind": "set", "path": path, "value": XSS} for path in paths]
    assert edit(fay, place, 1, *edits)[0] == 200
    for path in ("/scenarios", "/facilitate/new", f"{place}/edit", f"{place}/copy"):
        page = fay.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in page.split("<main")[1].split("csrf")[0]
    assert fay.get(f"{place}/draft").mimetype == "application/json"


def test_a_file_is_brought_in_as_it_is_or_refused(fay: FlaskClient, tmp_path: Path) -> None:
    for content, status in ((TEXT.encode(), 303), (b"PK\x03\x04", 422), (b"", 422), (b"\xff\xfe", 422)):
        file = tmp_path / "family.yaml"
        file.write_bytes(content)
        with file.open("rb") as opened:
            answer = fay.post("/scenarios", data={"way": "upload", "file": (opened, "family.yaml")})
        assert answer.status_code == status
    answer = fay.post("/scenarios", data={"way": "answers", "name": "123"})
    assert answer.status_code == 422
    assert "begins with a letter" in answer.text


def test_a_copy_of_a_file_leaves_the_file_alone(fay: FlaskClient) -> None:
    form = {"way": "copy", "source": "button_family.yaml", "name": "Quay Street", "person-joan": "June Quay"}
    answer = fay.post("/scenarios", data=form)
    told = fay.get(str(answer.location).removesuffix("/edit") + "/draft").json
    assert told is not None
    assert told["value"]["id"] == "quay-street"
    assert told["value"]["people"][0]["name"] == "June Quay"
    assert "# THE BUTTON FAMILY" in told["text"]
    assert fay.post("/scenarios", data=form | {"source": "../run.py"}).status_code == 404
    assert fay.post("/scenarios", data=form | {"name": "1"}).status_code == 422


def test_the_store_lets_one_of_two_saves_through(app: App, fay: FlaskClient, place: str) -> None:
    drafts, draft_id = app.store.drafts, place.rsplit("/", 1)[1]
    who = app.store.facilitators()[0].id
    assert drafts.save(draft_id, 1, "Two", "two", who, NOON) == 2
    with pytest.raises(DraftChanged) as refused:
        drafts.save(draft_id, 1, "Three", "three", who, NOON)
    assert (refused.value.draft.version, refused.value.draft.text) == (2, "two")
    with pytest.raises(KeyError):
        drafts.save("d-none", 1, "x", "x", who, NOON)
    assert (drafts.text(draft_id, 1) or "").startswith(TEXT[:400])
    assert drafts.text(draft_id, 9) is None
