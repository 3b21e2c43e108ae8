"""Reads YAML text into plain values and remembers where each stood, refusing what could harm or mislead.

May come in: any bytes at all. The values are built from the parser's events, not by its constructor:
anchors, tags, depth and number are refused before anything grows, and every value keeps the line and
column ruamel.yaml gives its event.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.scenarios.flaws import START, FlawList, Path, Place
from app.scenarios.said import said
from app.scenarios.scalars import nothing, scalar
from app.scenarios.slips import complaint_of, read_on

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_VALUES = 20_000
LONGEST_READ_ON = 100_000  # characters behind something that is refused

_ValueEvent = ScalarEvent | SequenceStartEvent | MappingStartEvent

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_PROGRAMS = (
    (b"PK\x03\x04", "Word"),
    (b"\xd0\xcf\x11\xe0", "Word"),
    (b"{\\rtf", "a word processor (RTF)"),
    (b"%PDF", "PDF"),
)
"""How files of other programs begin."""


@dataclass(slots=True, kw_only=True)
class SourceFile:
    """The values of one file and their places: `keys` where a key stands, `values` where its value begins.

    `cut`: what stands behind a value without quotes, which YAML takes for a comment.
    """

    value: object
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    cut: dict[Path, str] = field(default_factory=dict)

    def at(self, *path: str | int) -> Place:
        """Where this value begins, or the nearest thing around it that exists."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, START)

    def key(self, *path: str | int) -> Place:
        """Where this key stands; the value's own place in a list, or where it would belong if absent."""
        return self.keys.get(path) or self.at(*path)


class Refused(Exception):
    """Reading cannot go on; the flaw is already on the list."""


def read_file(path: FilePath, flaws: FlawList) -> str | None:
    """The text of a file, or None and a flaw that says why there is none."""
    try:
        if path.is_dir():
            flaws.put(START, "file_is_folder", said("this is a folder, not a file"))
            return None
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        flaws.put(START, "file_missing", said("there is no such file"))
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a possible file name"
        flaws.put(START, "file_unreadable", said("the file cannot be read ({reason})", reason=reason))
        return None
    return decode(content, flaws)


def decode(content: bytes, flaws: FlawList) -> str | None:
    """The text of these bytes, or None and a flaw."""
    program = next((name for begin, name in _PROGRAMS if content.startswith(begin)), None)
    if program is not None:
        what = said("this is a file of {program}, no plain text", program=program)
        flaws.put(START, "not_plain_text", what)
        return None
    if len(content) > MAX_BYTES:
        flaws.put(START, "file_too_large", said("the file is larger than {size} KiB", size=MAX_BYTES // 1024))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(line=before.count(b"\n") + 1, column=error.start - before.rfind(b"\n"))
        flaws.put(place, "not_utf8", said("the text is not UTF-8"))
        return None


def parse(text: str, flaws: FlawList) -> SourceFile | None:
    """The values of a YAML text, or None when it has none that can be told; flaws say why.

    Behind a slip reading goes on: where every slip has a mend that passes, the values are those of the
    text so mended, and the flaws further on are told as well.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        flaws.put(START, "file_too_large", said("the text is larger than {size} KiB", size=MAX_BYTES // 1024))
        return None
    try:
        return built(text, flaws)
    except Refused:
        if len(text) < LONGEST_READ_ON and complaint_of(text):
            _told(text, flaws)
        return None
    except (YAMLError, ValueError, OverflowError):
        mended = _told(text, flaws)
    try:
        return None if mended is None else built(mended, flaws)
    except (Refused, YAMLError, ValueError, OverflowError):
        return None


def built(text: str, flaws: FlawList) -> SourceFile | None:
    """The values of a text. Raises Refused, whose flaw is told already, or the parser's own."""
    builder = _Builder(flaws, text)
    for event in YAML(typ="safe", pure=True).parse(text):
        builder.take(event)
    if not builder.documents:
        flaws.put(START, "file_empty", said("there is nothing in the file"))
        return None
    return builder.source


def _told(text: str, flaws: FlawList) -> str | None:
    """The text with its slips mended, which are told; None where that cannot be done."""
    read = read_on(text)
    for slip in read.slips:
        flaws.put(slip.place, "bad_yaml", slip.what, slip.mend)
    if not read.slips:
        complaint = complaint_of(text)
        place = Place(line=complaint.line + 1, column=complaint.column + 1) if complaint else START
        flaws.put(place, "bad_yaml", said("this is not YAML"))
    return read.text


@dataclass(slots=True)
class _Open:
    """A mapping or list being filled. `key` is the mapping's key that waits for its value."""

    path: Path
    into: dict[str, object] | list[object]
    key: str | None = None
    is_doubled: bool = False


class _Builder:
    """Builds plain values from events without recursion, so that depth costs nothing."""

    def __init__(self, flaws: FlawList, text: str) -> None:
        self.source = SourceFile(value=None)
        self._text = text
        self.documents = 0
        self._flaws = flaws
        self._open: list[_Open] = []
        self._count = 0

    def take(self, event: Event) -> None:
        place = Place(line=event.start_mark.line + 1, column=event.start_mark.column + 1)
        match event:
            case DocumentStartEvent():
                self._begin_document(place)
            case AliasEvent():
                what = said("`*{anchor}` repeats a part of the file", anchor=event.anchor)
                self._flaws.put(place, "alias_refused", what)
                self._value(nothing(event), place)
            case ScalarEvent() | SequenceStartEvent() | MappingStartEvent():
                self._refuse_marks(event, place)
                if isinstance(event, ScalarEvent) and _NO_TEXT.search(event.value):
                    what = said("an escape stands for something that is no character")
                    self._refuse(place, "bad_yaml", what, said("Type the letter itself, or leave it out."))
                self._value(event, place)
            case SequenceEndEvent() | MappingEndEvent():
                self._open.pop()

    def _begin_document(self, place: Place) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(place, "several_documents", said("a second document begins here"))

    def _refuse(self, place: Place, code: str, what: str, mend: str | None = None) -> None:
        self._flaws.put(place, code, what, mend)
        raise Refused

    def _refuse_marks(self, event: _ValueEvent, place: Place) -> None:
        if event.anchor is not None:
            what = said("`&{anchor}` names a part of the file", anchor=event.anchor)
            self._flaws.put(place, "alias_refused", what)
        if event.tag is not None:
            self._flaws.put(place, "tag_refused", said("`{tag}` is a tag", tag=event.tag))

    def _value(self, event: _ValueEvent, place: Place) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            self._refuse(
                place,
                "too_many_values",
                said("the file has more than {max_values} values", max_values=MAX_VALUES),
            )
        around = self._open[-1] if self._open else None
        if around is not None and isinstance(around.into, dict) and around.key is None:
            self._begin_entry(around, event, place)
            return
        path = self._place_next(around, place)
        value: object
        if isinstance(event, ScalarEvent):
            value = scalar(event)
            if cut := self._behind(event):
                self.source.cut[path] = cut
            if event.value == "" and path in self.source.keys:  # nothing after the key: point at the key
                self.source.values[path] = self.source.keys[path]
        else:
            filled: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
            if len(self._open) >= MAX_DEPTH:
                self._refuse(
                    place,
                    "too_deep",
                    said("more than {max_depth} levels lie inside each other", max_depth=MAX_DEPTH),
                )
            self._open.append(_Open(path=path, into=filled))
            value = filled
        self._store(around, value)

    def _behind(self, event: ScalarEvent) -> str:
        """The comment that ends a text without quotes, on the same line; empty where there is none."""
        if event.style or not event.value:
            return ""
        found = _COMMENT.match(self._text, event.end_mark.index)
        return found.group(1).strip() if found else ""

    def _begin_entry(self, around: _Open, event: Event, place: Place) -> None:
        if not isinstance(event, ScalarEvent):
            mend = said("Write it as `key: value`, without `?`, brackets or braces.")
            self._refuse(place, "bad_yaml", said("a key must be a plain word"), mend)
            return
        around.key = event.value
        path = (*around.path, event.value)
        around.is_doubled = event.value in around.into
        if around.is_doubled:
            what = said(
                "`{value}` is already given in line {first}",
                value=event.value,
                first=self.source.keys[path].line,
            )
            is_item = bool(around.path) and isinstance(around.path[-1], int)
            begins_item = is_item and event.value == next(iter(around.into), None)
            begin = said("Begin the next one with `- ` before `{key}`.", key=event.value)
            self._flaws.put(place, "duplicate_key", what, begin if begins_item else None)
        else:
            self.source.keys[path] = place

    def _place_next(self, around: _Open | None, place: Place) -> Path:
        """The path of the value that begins here; a doubled key's value keeps no place of its own."""
        if around is None:
            path: Path = ()
        elif isinstance(around.into, list):
            path = (*around.path, len(around.into))
        else:
            path = (*around.path, around.key or "")
            if around.is_doubled:
                path = (*path, "")
        self.source.values[path] = place
        return path

    def _store(self, around: _Open | None, value: object) -> None:
        if around is None:
            self.source.value = value
        elif isinstance(around.into, list):
            around.into.append(value)
        else:
            if not around.is_doubled:
                around.into[around.key or ""] = value
            around.key = None
