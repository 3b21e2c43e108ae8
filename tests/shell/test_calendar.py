"""The calendar of commitments and reviews, read by the standard's own rules and nothing of the app's."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.log import events as e
from app.domain.log.commands import CommitmentId
from app.domain.log.events import Event
from app.domain.report.report import report
from app.exports.calendar import REVIEWED_AFTER_DAYS, calendar
from app.languages.speaking import speaking
from tests.domain.report_story import ABOUT, LOG, SCENARIO

LINE_OCTETS = 75
MADE = [event for event in LOG if isinstance(event, e.CommitmentMade)]
UNESCAPED = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def read(file: bytes) -> list[dict[str, str]]:
    """Its entries, property by property, as RFC 5545 says: unfolded, unescaped."""
    assert file.endswith(b"\r\n")
    assert all(len(line) <= LINE_OCTETS for line in file.split(b"\r\n"))
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0"} <= set(lines)
    entries: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            entries.append({})
        elif entries and ":" in line:
            name, _, value = line.partition(":")
            entries[-1][name] = re.sub(r"\\[nN,;\\]", lambda found: UNESCAPED[found[0]], value)
    return entries


def made(log: tuple[Event, ...] = tuple(LOG)) -> list[dict[str, str]]:
    return read(calendar(SCENARIO, log, report(SCENARIO, log, ABOUT)))


def day(entry: dict[str, str]) -> date:
    return date.fromisoformat(entry["DTSTART;VALUE=DATE"])


def test_each_commitment_with_a_day_is_an_entry_of_that_day_with_its_words() -> None:
    entries = made()
    for one in MADE:
        if one.due is None:
            continue
        (entry,) = [found for found in entries if found["SUMMARY"] == one.action]
        assert day(entry) == one.due
        assert date.fromisoformat(entry["DTEND;VALUE=DATE"]) == one.due + timedelta(days=1)
        assert one.situation in entry["DESCRIPTION"]
        assert one.owner in entry["DESCRIPTION"]
    assert len(entries) == sum(one.due is not None for one in MADE) + len(REVIEWED_AFTER_DAYS)


def test_reviews_stand_at_30_60_and_90_days_and_list_every_commitment_with_its_gaps() -> None:
    held_on = report(SCENARIO, LOG, ABOUT).provenance.held_on
    assert held_on is not None
    reviews = [entry for entry in made() if entry["SUMMARY"].startswith("Review after")]
    assert [day(entry) - held_on for entry in reviews] == [timedelta(days=days) for days in (30, 60, 90)]
    for entry in reviews:
        assert all(one.action in entry["DESCRIPTION"] for one in MADE)
        no_day = entry["DESCRIPTION"].count("By when: still open")
        assert no_day == sum(one.due is None for one in MADE)


def test_saved_again_an_entry_is_the_same_entry_also_when_its_words_have_changed() -> None:
    changed = replace(MADE[0], action="Ring; then, write \\ it down\nin two lines", at=LOG[-1].at)  # type: ignore[union-attr]
    before, after = made(), made((*LOG, changed))
    assert [one["UID"] for one in made()] == [one["UID"] for one in before]
    assert len({one["UID"] for one in before}) == len(before)
    again = [one for one in after if one["SUMMARY"] == changed.action]
    assert [one["UID"] for one in again] == [one["UID"] for one in before if one["SUMMARY"] == MADE[0].action]
    assert changed.action in after[-1]["DESCRIPTION"]


@pytest.mark.parametrize("text", ["BEGIN:VEVENT", "a\r\nEND:VCALENDAR\r\n", "=1+1", "x" * 280, "ß — 家" * 40])
def test_whatever_people_write_stays_a_text(text: str) -> None:
    other = replace(MADE[0], commitment_id=CommitmentId("c-nasty"), action=text, due=date(2026, 5, 1))
    (entry,) = [one for one in made((*LOG, other)) if day(one) == date(2026, 5, 1)]
    assert entry["SUMMARY"].split() == text.split()


def test_it_is_said_in_the_language_that_is_spoken() -> None:
    with speaking("es"):
        assert any(one["SUMMARY"].startswith("Revisión a los 30 días") for one in made())
