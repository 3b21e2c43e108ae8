"""Rule V9 for the report's files: before the reveal each of them asks first."""

import pytest

from app.web.report.pages import FILES, SEPARATED, File
from tests.domain.report_story import SCENARIO
from tests.shell.exported import Elements, browser, early, stage
from tests.shell.stage import FACILITATOR, Stage

__all__ = ["stage"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.address)
def test_V9_before_the_reveal_every_file_asks_first(stage: Stage, file: File) -> None:
    """Also the event log, which says by its id what a seat held back, and its codebook: it names insights."""
    workshop_id = early(stage)
    reader = browser(stage, FACILITATOR)
    answer = reader.get(f"/workshops/{workshop_id}/{file.address}")
    told = reader.get(f"/workshops/{workshop_id}/{file.address}?open=anyway")
    assert (told.status_code, "attachment" in told.headers["Content-Disposition"]) == (200, True)
    assert (answer.status_code, "Content-Disposition" in answer.headers) == (409, False)
    assert 'href="?open=anyway"' in answer.text
    words = answer.get_data(as_text=True)
    assert not [fact.id for fact in SCENARIO.facts if fact.text in words or fact.id in words]
    assert not [one.title for one in SCENARIO.insights if one.title in words]


def test_V9_who_has_been_asked_once_is_not_asked_again_for_each_file(stage: Stage) -> None:
    workshop_id = early(stage)
    reader = browser(stage, FACILITATOR)
    page = reader.get(f"/workshops/{workshop_id}/report?open=anyway").get_data(as_text=True)
    links = [attributes["href"] or "" for _, attributes in Elements(page).found if "download" in attributes]
    assert len(links) == len(FILES) + len(SEPARATED) * sum(file.has_columns for file in FILES)
    assert {reader.get(link).status_code for link in links} == {200}
