"""Two hundred and more mutants of the shipped family: told by their code, on the page as in the terminal."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import App, create_app
from app.cli import cli
from app.config import Settings
from app.scenarios import check_text, checks
from tests.scenarios.corpus import TEXT, UNSEEN, at, corpus, put

pytestmark = pytest.mark.slow
CORPUS = corpus()
PARTS = 6
ON_A_PAGE = 5
"""Page and terminal share one check; every fifth mutant is looked at on its page, too."""
DOCUMENT = Path(__file__).parents[2] / "docs" / "scenario-format.md"


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


def test_the_corpus_is_as_large_as_it_says_and_no_two_are_one() -> None:
    assert len(CORPUS) >= 200
    assert len({made.name for made in CORPUS}) == len({made.text for made in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_mutant_is_told_by_its_code_in_the_terminal_and_by_the_same_codes_on_its_page(
    part: int, app: App, folder: Path
) -> None:
    mine = CORPUS[part::PARTS]
    for number, made in enumerate(mine):
        (folder / f"m{number}.yaml").write_text(made.text, encoding="utf-8")
    typed = [f"{folder / f'm{number}.yaml'}" for number in range(len(mine))]
    told = json.loads(CliRunner().invoke(cli, ["scenario", "check", *typed, "--format", "json"]).stdout)
    in_terminal = [{flaw["code"] for flaw in one["flaws"]} for one in told]
    missed = [made.name for made, codes in zip(mine, in_terminal, strict=True) if made.code not in codes]
    assert missed == []
    browser = app.flask.test_client()
    link = re.sub(r"^https?://[^/]*", "", app.sign_in_link())
    browser.post(link, data={"name": "Fay", "passphrase": "x" * 12})
    for number, codes in list(enumerate(in_terminal))[::ON_A_PAGE]:
        page = browser.get(f"/scenarios/m{number}.yaml").text
        assert set(re.findall(r"<code>([a-z_0-9]+)</code></p>\s*</li>", page)) == codes, mine[number].name


@pytest.mark.parametrize(("sentence", "path", "value"), UNSEEN, ids=[one[0] for one in UNSEEN])
def test_what_no_check_sees_is_listed_for_those_who_write(
    sentence: str, path: tuple[str | int, ...], value: str
) -> None:
    """When the check learns to see one, this fails and the document grows shorter."""
    found = check_text(put(at(*path), value, TEXT))
    assert [flaw.code for flaw in found.flaws] == []
    assert f"- {sentence}\n" in DOCUMENT.read_text(encoding="utf-8")
