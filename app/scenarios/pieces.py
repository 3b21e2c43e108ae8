"""A scenario text read in pieces: each part of it by itself, and remembered, so that an edit costs one part.

A piece is a key at the edge of the text with its value, or one item of such a key's list. What cannot be
parted, and whatever is wrong anywhere, is read as a whole: what is told of a text is the same either way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ruamel.yaml.error import YAMLError

from app.scenarios.flaws import FlawList, Path, Place
from app.scenarios.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Refused, SourceFile, built
from app.scenarios.source import parse as parse_whole

MOST_REMEMBERED = 4000
"""Pieces: some ten families."""
MOST_TEXTS = 8
"""Whole texts: an edit reads the one before and the one after it several times."""

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?=[ \t\r\n]|$)")
_ALONE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*:[ \t]*(#.*)?\r?\n?")
_NO_VALUE = re.compile(r"[ \t]*(#.*)?\r?\n?")
_ITEM = re.compile(r" *- ")
_ODD_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029\ufeff]")
_MARKER = re.compile(r"^(---|\.\.\.|%)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`start` in the text, `line` counted from 0. `index`: of the item; None for a key and its value."""

    section: str
    index: int | None
    start: int
    line: int
    text: str


def parse(text: str, flaws: FlawList) -> SourceFile | None:
    """The values of a YAML text and their places, as `source.parse` gives them."""
    known = _joined(text)
    return parse_whole(text, flaws) if known is None else replace(known)


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, in order and without a gap behind the first; none where it cannot be parted."""
    if _ODD_BREAK.search(text) or _MARKER.search(text):
        return ()
    return tuple(_pieces(text.splitlines(keepends=True)))


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    starts = [number for number, line in enumerate(lines) if _KEY.match(line)]
    if not starts or any(not _NO_VALUE.fullmatch(line) for line in lines[: starts[0]]):
        return
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    for first, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = _KEY.match(lines[first])
        assert found is not None
        bounds = [first, *_items(lines, first, end), end]
        for number, (begin, until) in enumerate(pairwise(bounds)):
            yield Piece(
                section=found[1],
                index=number - 1 if number else None,
                start=offsets[begin],
                line=begin,
                text="".join(lines[begin:until]),
            )


def _items(lines: Sequence[str], first: int, end: int) -> Iterator[int]:
    """The lines in which the items of a key's list begin."""
    if not _ALONE.fullmatch(lines[first]):
        return
    rest = range(first + 1, end)
    opening = next((number for number in rest if not _NO_VALUE.fullmatch(lines[number])), end)
    found = _ITEM.match(lines[opening]) if opening < end else None
    if found is not None:
        yield from (number for number in range(opening, end) if lines[number].startswith(found[0]))


@lru_cache(maxsize=MOST_TEXTS)
def _joined(text: str) -> SourceFile | None:
    """The whole, put together from its pieces; None where a piece is not sound or it takes more than
    pieces.
    """
    parted = pieces(text)
    if not parted or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return None
    value: dict[str, object] = {}
    whole = SourceFile(value=value)
    for piece in parted:
        read = _read(piece.text)
        if read is None:
            return None
        if piece.index is None:
            if (
                not isinstance(read.value, dict)
                or list(read.value) != [piece.section]
                or piece.section in value
            ):
                return None
            value |= read.value
            _put(whole, read, piece.line, ())
        else:
            items = value[piece.section]
            if piece.index == 0 and items is None:
                items = value[piece.section] = []
                whole.values[(piece.section,)] = _moved(read.values[()], piece.line)
            if not (isinstance(items, list) and isinstance(read.value, list) and len(read.value) == 1):
                return None
            items.append(read.value[0])
            _put(whole, read, piece.line, (piece.section, piece.index))
    is_odd = len(whole.values) > MAX_VALUES or any(len(path) > MAX_DEPTH for path in whole.values)
    return None if is_odd else whole


def _put(whole: SourceFile, read: SourceFile, line: int, at: Path) -> None:
    """The places of a piece; those of an item stand behind the place of its list."""
    skipped = 1 if at else 0
    for path, place in read.values.items():
        if len(path) >= skipped and (path or () not in whole.values):
            whole.values[(*at, *path[skipped:])] = _moved(place, line)
    for path, place in read.keys.items():
        whole.keys[(*at, *path[skipped:])] = _moved(place, line)
    for path, comment in read.cut.items():
        whole.cut[(*at, *path[skipped:])] = comment


def _moved(place: Place, line: int) -> Place:
    return Place(line=place.line + line, column=place.column)


@lru_cache(maxsize=MOST_REMEMBERED)
def _read(text: str) -> SourceFile | None:
    """What a piece holds; None where anything is wrong with it. Nobody may change what is remembered."""
    flaws = FlawList(file="piece")
    try:
        read = built(text, flaws)
    except (Refused, YAMLError, ValueError, OverflowError):
        return None
    return None if read is None or flaws.sorted() else read
