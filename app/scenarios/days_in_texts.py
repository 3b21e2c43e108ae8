"""Days that a text names, against the date of its fact: "Monday 19 January" beside 2026-01-19."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.scenario import When
from app.languages.known import month_numbers, weekday_numbers
from app.scenarios.said import Said, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    code: str
    what: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A day or a month as a text names it. `days`: what it may mean, in the years around the fact's date."""

    words: str
    weekday: int | None
    days: tuple[date, ...]
    is_month: bool


def mistakes(text: str, when: When | None, language: str) -> Mistake | None:
    """What does not fit; None where all does, or the language's words for days are not known.

    A text may tell of more days than one: it is enough that one of them lies in the fact's date.
    """
    if when is None or not month_numbers(language):
        return None
    named = list(_named(text, when, language))
    for one in named:
        near = [day for day in one.days if when.first <= day <= when.last] or list(one.days)
        if one.weekday is not None and near and all(day.weekday() != one.weekday for day in near):
            return Mistake(code="weekday_differs", what=said("“{words}” is another weekday", words=one.words))
    if named and not any(_meets(one, when) for one in named):
        what = said("the text says “{words}”, `when` says {when}", words=named[0].words, when=when.text)
        return Mistake(code="date_differs", what=what)
    begins = re.match(r"\W*(\w+)\b", text)
    first = weekday_numbers(language).get(begins[1].casefold()) if begins else None
    if not named and first is not None and when.first == when.last and when.first.weekday() != first:
        what = said(
            "“{words}” is another weekday than {when}", words=begins[1] if begins else "", when=when.text
        )
        return Mistake(code="weekday_differs", what=what)
    return None


def _meets(one: _Named, when: When) -> bool:
    if one.is_month:
        months = {(day.year, day.month) for day in one.days}
        return any(
            (when.first.year, when.first.month) <= month <= (when.last.year, when.last.month)
            for month in months
        )
    return any(when.first <= day <= when.last for day in one.days)


def _named(text: str, when: When, language: str) -> Iterator[_Named]:
    months, weekdays = month_numbers(language), weekday_numbers(language)
    for pattern in _patterns(language):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            year, number = groups.get("year"), groups.get("day")
            month = months[groups["month"].casefold()]
            if number is None and year is None:
                continue
            years = [int(year)] if year else range(when.first.year - 1, when.last.year + 2)
            days = [day for one in years if (day := _day(one, month, int(number or 1)))]
            weekday = weekdays.get((groups.get("weekday") or "").casefold())
            yield _Named(words=found[0].strip(), weekday=weekday, days=tuple(days), is_month=number is None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    month = "|".join(map(re.escape, month_numbers(language)))
    weekday = "|".join(map(re.escape, weekday_numbers(language)))
    before = rf"(?:\b(?P<weekday>{weekday}),?\s+)?"
    year = r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)\b)?"
    joined = r"(?:\s+of|\s+de)?"
    return (
        re.compile(
            rf"{before}\b(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.|º)?{joined}\s+(?P<month>{month})\b{year}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{before}\b(?P<month>{month})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:){year}", re.IGNORECASE
        )
        if language.startswith("en")
        else re.compile(r"(?!x)x(?P<month>)"),
        re.compile(
            rf"(?<!\d )(?<!\d de )\b(?P<month>{month})(?:\s+de|\s+del)?\s+(?P<year>(?:19|20)\d\d)\b",
            re.IGNORECASE,
        ),
    )
