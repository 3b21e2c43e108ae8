"""Dates as agencies know them: a year, a month, a day, or a span of these."""

import re
from datetime import date, timedelta
from typing import Any

from marshmallow import ValidationError, fields

from app.domain.scenario import When
from app.scenarios.fields import MESSAGES, refuse, shown
from app.scenarios.meant import meant_date
from app.scenarios.said import Said, said

WHEN_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(\.\.[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Moment(fields.Field[When]):
    """A year, a month, a day, or (with `spans`) a span of them."""

    def __init__(self, *, spans: bool = True, about: str = "", **options: Any) -> None:
        metadata = {"description": about} if about else {}
        options.setdefault("required", "load_default" not in options)
        options.setdefault("allow_none", False)
        super().__init__(metadata=metadata, error_messages=MESSAGES, **options)
        self.spans = spans

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> When:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not re.fullmatch(WHEN_PATTERN, text):
            mend = meant_date(value, self._passes) or self._kinds()
            raise refuse("bad_date", said("{key} cannot be {value}", value=shown(value)), mend)
        begin, dots, end = text.partition("..")
        if dots and not self.spans:
            raise refuse(
                "bad_date",
                said("{key} must be one date, not a span"),
                said("Write a day, a month or a year."),
            )
        first, last = _days(begin), _days(end or begin)
        if first is None or last is None:
            raise refuse("impossible_date", said("`{text}` is not a date", text=text))
        if first[0] > last[0]:
            raise refuse("span_backwards", said("`{text}` ends before it begins", text=text))
        return When(first=first[0], last=last[1], text=text)

    def _passes(self, text: str) -> bool:
        try:
            self._deserialize(text, None, None)
        except ValidationError:
            return False
        return True

    def _kinds(self) -> Said | None:
        """What may be written here; the catalogue's words name spans, too."""
        return None if self.spans else said("Write a day 2026-03-16, a month 2026-03 or a year 2026.")


class Day(Moment):
    """One whole day."""

    def _kinds(self) -> Said:
        return said("Write a day: 2026-03-16.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if moment.first != moment.last:
            raise refuse(
                "bad_date", said("`{text}` is not a day", text=moment.text), said("Write a day: 2026-03-16.")
            )
        return moment.first


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day of "2026", "2026-03" or "2026-03-16"; None if no such day exists."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        first = date(year, month or 1, day or 1)
        if day and month:
            return first, first
        following = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
        return first, following - timedelta(days=1)
    except ValueError:
        return None


def last_begins(moment: When) -> date:
    """The first day of the last date written: of "2025-09..2025-12" it is 1 December 2025."""
    days = _days(moment.text.split("..")[-1])
    return days[0] if days else moment.first
