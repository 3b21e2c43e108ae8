"""One gate: what the check calls an error cannot be opened as a workshop, and the pages say why."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import App, create_app
from app.cli import cli
from app.cli.families import families
from app.config import Settings
from app.scenarios import State, checks
from tests.scenarios.refused import GOOD, GOOD_PATH, SPANISH, language_file

NO_LOBBY = GOOD.replace("kind: lobby", "kind: welcome")
MISSPELT = GOOD.replace("id: canal-lane", "id: canal-two").replace("title: Canal Lane", "titel: Canal Lane")
WARNED = GOOD.replace("id: canal-lane", "id: canal-three").replace("kinds: [gap]", "kinds: [supporting]")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "scenarios"
    found.mkdir()
    monkeypatch.setattr(checks, "SHIPPED", found)
    return found


@pytest.fixture
def app(tmp_path: Path, folder: Path) -> Iterator[App]:
    database = f"sqlite:///{tmp_path / 'w.sqlite3'}"
    made = create_app(
        Settings(
            host="127.0.0.1", port=0, database=database, base_url=None, async_mode="threading", redis_url=None
        )
    )
    made.flask.config["WTF_CSRF_ENABLED"] = False
    yield made
    made.close()


@pytest.fixture
def browser(app: App) -> FlaskClient:
    found = app.flask.test_client()
    link = re.sub(r"^https?://[^/]*", "", app.sign_in_link())
    found.post(link, data={"name": "Fay", "passphrase": "x" * 12})
    return found


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")


def opens(browser: FlaskClient, scenario: str) -> int:
    form = {"scenario": scenario, "title": "", "people": "8"}
    return browser.post("/facilitate/new", data=form).status_code


@pytest.mark.parametrize("text", [NO_LOBBY, MISSPELT, "title: ["])
def test_a_draft_cannot_be_opened_and_the_form_says_so(
    app: App, folder: Path, browser: FlaskClient, text: str
) -> None:
    put(folder, canal_yaml=text)
    page = browser.get("/facilitate/new").text
    assert "it cannot be opened" in page
    assert re.search(r'value="canal.yaml" required disabled', page)
    assert opens(browser, "canal.yaml") == opens(browser, "canal") == 422
    assert (
        "is a draft" in browser.post("/facilitate/new", data={"scenario": "canal.yaml", "people": "8"}).text
    )
    assert not app.store.workshops()


def test_a_file_that_became_a_draft_after_the_form_was_shown_is_not_opened(
    app: App, folder: Path, browser: FlaskClient
) -> None:
    put(folder, canal_yaml=GOOD)
    assert opens(browser, "canal.yaml") == 303
    put(folder, canal_yaml=NO_LOBBY)
    assert opens(browser, "canal.yaml") == 422
    assert len(app.store.workshops()) == 1


def test_each_file_says_its_name_version_and_state_and_a_ready_one_is_chosen(
    folder: Path, browser: FlaskClient
) -> None:
    put(folder, a_yaml=MISSPELT, b_yml=WARNED, c_yaml=GOOD)
    page = browser.get("/facilitate/new").text
    assert [one for one in ("a.yaml", "b.yml", "c.yaml") if f"<bdi>{one}</bdi>" in page] == [
        "a.yaml",
        "b.yml",
        "c.yaml",
    ]
    assert page.count("version 1.0.0") == 2
    assert "Draft with 2 errors" in page
    assert "Ready, with 1 warning" in page
    assert re.findall(r'value="([^"]+)" required checked', page) == ["c.yaml"]
    assert opens(browser, "b.yml") == 303


def test_without_a_ready_file_one_with_warnings_is_chosen_and_else_none(
    folder: Path, browser: FlaskClient
) -> None:
    put(folder, a_yaml=MISSPELT, b_yml=WARNED)
    assert 'value="b.yml" required checked' in browser.get("/facilitate/new").text
    (folder / "b.yml").unlink()
    assert "required checked" not in browser.get("/facilitate/new").text


def test_two_files_with_one_id_are_reported_at_both(folder: Path, browser: FlaskClient) -> None:
    put(folder, canal_yaml=GOOD, copy_yaml=GOOD)
    assert browser.get("/facilitate/new").text.count("Ready, with 1 warning") == 2
    page = browser.get("/scenarios/copy.yaml").text
    assert "canal.yaml has the id `canal-lane`, too" in page
    done = CliRunner().invoke(
        cli, ["scenario", "check", str(folder / "canal.yaml"), str(folder / "copy.yaml")]
    )
    assert done.exit_code == 0
    assert done.output.count("id_of_two_files") == 2


def test_a_language_file_is_no_family_but_one_without_its_scenario_is_told(
    folder: Path, browser: FlaskClient
) -> None:
    put(folder, canal_yaml=GOOD)
    (folder / "canal.es.yml").write_text(language_file(SPANISH), encoding="utf-8")
    (folder / "lane.es.yaml").write_text(language_file(SPANISH), encoding="utf-8")
    page = browser.get("/facilitate/new").text
    assert "canal.es.yml" not in page
    assert "<bdi>lane.es.yaml</bdi>" in page
    assert opens(browser, "lane.es.yaml") == 422


def test_an_error_in_a_language_file_weakens_the_family_and_is_told(
    folder: Path, browser: FlaskClient
) -> None:
    put(folder, canal_yaml=GOOD)
    wrong = language_file(SPANISH | {"facts.sc-9.text": "no"})
    (folder / "canal.es.yaml").write_text(wrong, encoding="utf-8")
    assert "Ready, with 1 warning" in browser.get("/facilitate/new").text
    assert "translation_unknown_text" in browser.get("/scenarios/canal.yaml").text
    assert opens(browser, "canal.yaml") == 303


def test_the_page_of_a_file_shows_every_flaw_with_its_line_and_mend(
    folder: Path, browser: FlaskClient
) -> None:
    text = GOOD.replace("title: Canal Lane", "title: @Canal").replace("note: It sounds", 'note: "It sounds')
    put(folder, canal_yaml=text.replace("column: worry", "column: worrying"))
    page = browser.get("/scenarios/canal.yaml").text
    assert "Fix this first" in page
    assert "a quote is never closed" in page
    assert "<code>note: &#34;It sounds like not caring.</code>" in page
    assert page.count("unknown_value") == 1
    assert f"{GOOD.count('column: worry')} times in this file" in page
    spanish = browser.get("/scenarios/canal.yaml", headers={"Accept-Language": "es"}).text
    assert "a quote is never closed" not in spanish


def test_only_who_is_signed_in_reads_it_and_only_files_of_the_folder(
    app: App, folder: Path, browser: FlaskClient
) -> None:
    put(folder, canal_yaml=GOOD)
    (folder.parent / "secret.yaml").write_text(GOOD, encoding="utf-8")
    assert app.flask.test_client().get("/scenarios/canal.yaml").status_code == 303
    assert browser.get("/scenarios/canal.yaml").status_code == 200
    for name in ("..%2Fsecret.yaml", "secret.yaml", "canal", "nothing.yaml"):
        assert browser.get(f"/scenarios/{name}").status_code == 404


def test_the_terminal_says_at_start_what_may_be_opened(app: App, folder: Path) -> None:
    put(folder, a_yaml=MISSPELT, b_yml=WARNED)
    shutil.copy(GOOD_PATH, folder / "c.yaml")
    told = families(app.library)
    assert [line.split("  ")[-1] for line in told][1:] == ["ready, 1 warning", "ready"]
    assert "draft, 2 errors: python3 run.py scenario check scenarios/a.yaml" in told[0]
    assert [one.state for one in app.library.shelf()] == [State.DRAFT, State.WARNINGS, State.READY]
