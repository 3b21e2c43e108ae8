"""Slips of YAML: each told at its own line with a mend that was tried, and reading goes on behind it.

May come in: a text that is no YAML. It is cut where its parts begin, so that an open quote spoils one
part only; in a part that cannot be read each likely mend is tried; the first that gets further is offered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import ScalarEvent
from ruamel.yaml.reader import ReaderError

from app.scenarios.flaws import Place
from app.scenarios.said import said
from app.scenarios.slip_mends import Mend, keys, mends_for, sure_mends_for

MOST_SLIPS = 60
LONGEST_PART = 12_000  # characters: nobody writes a longer part, and trying mends in it would take long
MOST_TRIES = 600

_FIRST_VALUE = 2  # behind the events for the beginnings of stream and document
_TOP_KEY = re.compile(r"([A-Za-z_][\w-]*)(\s*[:：])?")
_ITEM = re.compile(r"( +)[-–—•]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is wrong at one place. `mend` None: no mend was found that passes."""

    place: Place
    what: str
    mend: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Why a part cannot be read: what the parser says, in which line (from 0) it stopped, what began it."""

    problem: str
    line: int
    column: int
    began: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOn:
    """All slips of a text; `text` with every one of them mended, None where one could not be."""

    slips: tuple[Slip, ...]
    text: str | None


def read_on(text: str) -> ReadOn:
    """Every slip of a text that is no YAML, in its order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    slips: list[Slip] = []
    is_mended = True
    tries = [MOST_TRIES]
    for start, end in _parts(lines):
        part = lines[start:end]
        if len(slips) >= MOST_SLIPS or sum(map(len, part)) > LONGEST_PART:
            is_mended = False
            continue
        found, whole = _slips_of(part, start, tries)
        slips.extend(found)
        is_mended = is_mended and whole
        lines[start:end] = part
    return ReadOn(slips=tuple(slips), text="\n".join(lines) if is_mended and slips else None)


def complaint_of(text: str) -> Complaint | None:
    """What the parser says against a text; None where it reads it."""
    try:
        for number, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
            if number == _FIRST_VALUE and isinstance(event, ScalarEvent):
                return Complaint(problem="could not find expected ':'", line=0, column=0, began=0)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        began = error.context_mark or mark
        if mark is None:
            return Complaint(problem=str(error.problem or ""), line=0, column=0, began=0)
        problem = f"{error.context or ''}: {error.problem or ''}"
        return Complaint(problem=problem, line=mark.line, column=mark.column, began=began.line)
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        return Complaint(problem="unprintable character", line=line, column=column, began=line)
    except (YAMLError, ValueError, OverflowError):  # it trips over huge numbers in directives and escapes
        return Complaint(problem="no YAML", line=0, column=0, began=0)
    return None


def _parts(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends: a top key, and where its value is a list, each item of that."""
    starts = [0]
    items: str | None = ""
    for number, line in enumerate(lines):
        key = _TOP_KEY.match(line)
        if key and (key[2] or key[1] in keys()):
            items = None
            starts.append(number)
        elif items is None and line.strip() and not line.lstrip().startswith("#"):
            found = _ITEM.match(line)
            items = found[1] if found else ""
            starts.extend([number] if found else [])
        elif items and (found := _ITEM.match(line)) and found[1] == items:
            starts.append(number)
    ends = [*starts[1:], len(lines)]
    yield from ((start, end) for start, end in zip(starts, ends, strict=True) if end > start)


def _slips_of(part: list[str], first: int, tries: list[int]) -> tuple[list[Slip], bool]:
    """The slips of one part, which is mended in place; and whether all of them could be."""
    slips: list[Slip] = []
    is_mended = True
    complaint = complaint_of("\n".join(part))
    while complaint is not None and len(slips) < MOST_SLIPS:
        mend = _tried(part, complaint, tries)
        if mend is None:
            slips.append(_unmended(complaint, first))
            is_mended = False
            if complaint.line >= len(part) or not part[complaint.line].strip():
                break
            part[complaint.line] = ""
        else:
            place = Place(line=first + min(mend.lines) + 1, column=mend.column + 1)
            slips.append(Slip(place=place, what=mend.what, mend=mend.mend))
            for line, words in mend.lines.items():
                part[line] = words
        complaint = complaint_of("\n".join(part))
    return slips, is_mended and complaint is None


def _tried(part: list[str], complaint: Complaint, tries: list[int]) -> Mend | None:
    """The first mend after which the part can be read, or is read further than before."""
    lines = dict.fromkeys((complaint.began, complaint.line, complaint.line - 1))
    within = [at for at in lines if 0 <= at < len(part)]
    for suggest in (sure_mends_for, mends_for):
        for at, mend in ((line, mend) for line in within for mend in suggest(part, line)):
            tries[0] -= 1
            if tries[0] < 0:
                return None
            tried = list(part)
            for line, words in mend.lines.items():
                tried[line] = words
            left = complaint_of("\n".join(tried))
            if left is None or left.line > max(complaint.line, at):
                return mend
    return None


# what the parser says, and what it usually means to somebody who writes text
_MEANINGS = (
    ("mapping values are not allowed", said("a colon and a space stand inside a text")),
    ("found character '\\t'", said("a tab stands here")),
    ("could not find expected ':'", said("a key without its colon, or a text that went on in the next line")),
    ("expected <block end>", said("the indentation does not fit the lines above")),
    ("unexpected end of stream", said("a quote is never closed")),
    ("expected ',' or", said("a bracket is never closed, or a comma is missing")),
    ("unprintable", said("this character may not stand in a text file")),
)


def _unmended(complaint: Complaint, first: int) -> Slip:
    meaning = next((words for sign, words in _MEANINGS if sign in complaint.problem), None)
    place = Place(line=first + complaint.line + 1, column=complaint.column + 1)
    return Slip(place=place, what=meaning or said("this is not YAML"), mend=None)
