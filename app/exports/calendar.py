"""The commitments and their reviews as a calendar (RFC 5545): a file that calendars take in.

Saved again, an entry is the same entry: its id follows from the workshop's first moment and the commitment's
own id, and what changed since takes the place of what was there.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from app.domain.log.events import Event
from app.domain.log.state import Commitment
from app.domain.report.report import Report
from app.domain.scenario import Scenario
from app.domain.workshop.decision import fold
from app.languages.speaking import gettext as _
from app.languages.speaking import ngettext, spoken

REVIEWED_AFTER_DAYS = (30, 60, 90)
"""After the workshop, when people look at what became of the commitments. Source: docs/field.md 5."""


def calendar(scenario: Scenario, events: Sequence[Event], report: Report) -> bytes:
    """An entry for the day of each commitment that has one, and for each review of them all."""
    made = sorted(fold(scenario, events).commitments.values(), key=lambda one: one.order)
    title = report.provenance.title
    first, last = _moments(events)
    book = Calendar()
    book.add("prodid", f"-//Button Family workshop//{report.provenance.app_version}//{spoken().upper()}")
    book.add("version", "2.0")
    book.add("x-wr-calname", title)
    held_on = report.provenance.held_on or first.date()
    for entry in (*_days(made, title), *_reviews(made, title, held_on)):
        entry["uid"] = f"{_digest(first, str(entry['uid']))}@button-family"
        entry.add("dtstamp", last)
        entry.add("last-modified", last)
        entry.add("transp", "TRANSPARENT")
        book.add_component(entry)
    return bytes(book.to_ical())


def _days(made: Iterable[Commitment], title: str) -> Iterator[Entry]:
    for one in made:
        if one.due is not None:
            yield _entry(str(one.id), one.due, one.action or one.situation, f"{title}\n\n{_words(one)}")


def _reviews(made: Sequence[Commitment], title: str, held_on: date) -> Iterator[Entry]:
    """Each lists every commitment, and says which have no day."""
    about = "\n\n".join(_words(one) for one in made) or _("No commitments were made.")
    ask = _("What was kept, in part or not at all? What stopped it? What will you try next?")
    for days in REVIEWED_AFTER_DAYS:
        name = ngettext("Review after {n} day: {title}", "Review after {n} days: {title}", days, title=title)
        yield _entry(f"review-{days}", held_on + timedelta(days=days), name, f"{ask}\n\n{about}")


def _entry(uid: str, on: date, summary: str, description: str) -> Entry:
    entry = Entry()
    entry.add("uid", uid)
    entry.add("dtstart", on)
    entry.add("dtend", on + timedelta(days=1))
    entry.add("summary", summary)
    entry.add("description", description)
    return entry


def _words(one: Commitment) -> str:
    """A commitment in words; what is still open is said to be."""
    lines = [
        _("If {situation}, then {action}", situation=one.situation, action=one.action)
        if one.situation
        else one.action,
        _("Who: {owner}", owner=one.owner or _("still open")),
        _("How we will know: {check}", check=one.check or _("still open")),
    ]
    if one.due is None:
        lines.append(_("By when: still open"))
    return "\n".join(lines)


def _moments(events: Sequence[Event]) -> tuple[datetime, datetime]:
    """The first and the last moment that the log has: it begins with the opening."""
    at = [moment for event in events if isinstance(moment := getattr(event, "at", None), datetime)]
    return min(at).astimezone(UTC), max(at).astimezone(UTC)


def _digest(first: datetime, name: str) -> str:
    return hashlib.blake2s(f"{first.isoformat()} {name}".encode(), digest_size=16).hexdigest()
