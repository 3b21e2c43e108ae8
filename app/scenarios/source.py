"""Reads YAML text into plain values and remembers where each stood, refusing what could harm or mislead.

May come in: any bytes at all. The values are built from the parser's events, not by its constructor:
anchors, tags, depth and number are refused before anything grows, and every value keeps the line and
column ruamel.yaml gives its event.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
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
from ruamel.yaml.reader import ReaderError

from app.scenarios.flaws import START, FlawList, Path, Place

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_VALUES = 20_000

_ValueEvent = ScalarEvent | SequenceStartEvent | MappingStartEvent

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


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


class _Refused(Exception):
    """Reading cannot go on; the flaw is already on the list."""


def read_file(path: FilePath, flaws: FlawList) -> str | None:
    """The text of a file, or None and a flaw that says why there is none."""
    try:
        if path.is_dir():
            flaws.put(START, "file_is_folder", "this is a folder, not a file")
            return None
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        flaws.put(START, "file_missing", "there is no such file")
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a possible file name"
        flaws.put(START, "file_unreadable", f"the file cannot be read ({reason})")
        return None
    return decode(content, flaws)


def decode(content: bytes, flaws: FlawList) -> str | None:
    """The text of these bytes, or None and a flaw."""
    if len(content) > MAX_BYTES:
        flaws.put(START, "file_too_large", f"the file is larger than {MAX_BYTES // 1024} KiB")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(line=before.count(b"\n") + 1, column=error.start - before.rfind(b"\n"))
        flaws.put(place, "not_utf8", "the text is not UTF-8")
        return None


def parse(text: str, flaws: FlawList) -> SourceFile | None:
    """The values of a YAML text, or None when it has none that can be told; flaws say why."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        flaws.put(START, "file_too_large", f"the text is larger than {MAX_BYTES // 1024} KiB")
        return None
    builder = _Builder(flaws, text)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _Refused:
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(line=mark.line + 1, column=mark.column + 1) if mark else START
        flaws.put(place, "bad_yaml", *_explained(str(error.problem or "")))
        return None
    except ReaderError as error:
        before = text[: error.position]
        place = Place(line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
        flaws.put(place, "bad_yaml", "this character may not stand in a text file", "Delete it.")
        return None
    except (YAMLError, ValueError, OverflowError):  # it trips over huge numbers in directives and escapes
        flaws.put(START, "bad_yaml", "this is not YAML", "Begin with `format: 1`; leave out lines with `%`.")
        return None
    if not builder.documents:
        flaws.put(START, "file_empty", "there is nothing in the file")
        return None
    return builder.source


# what the parser says, what it usually means to somebody who writes text, and how to fix it
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "a colon and a space stand inside a text",
        'Put the text in quotes: "…".',
    ),
    ("found character '\\t'", "a tab stands here", "Use spaces."),
    ("could not find expected ':'", "a key without its colon, or a text that went on in the next line", None),
    ("expected <block end>", "the indentation does not fit the lines above", "Indent like the lines above."),
    ("unexpected end of stream", "a quote is never closed", "Add the closing quote."),
    ("expected ',' or", "a bracket is never closed, or a comma is missing", "Add the bracket or the comma."),
)


def _explained(problem: str) -> tuple[str, str | None]:
    """The parser's complaint in a trainer's words, and how to fix it where that is known."""
    for complaint, meaning, mend in _EXPLANATIONS:
        if complaint in problem:
            return meaning, mend
    return f"this is not YAML: {' '.join(problem.split()) or 'unexpected text'}", None


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
                self._refuse(place, "alias_refused", f"`*{event.anchor}` repeats a part of the file")
            case ScalarEvent() | SequenceStartEvent() | MappingStartEvent():
                self._refuse_marks(event, place)
                if isinstance(event, ScalarEvent) and _NO_TEXT.search(event.value):
                    what = "an escape stands for something that is no character"
                    self._refuse(place, "bad_yaml", what, "Type the letter itself, or leave it out.")
                self._value(event, place)
            case SequenceEndEvent() | MappingEndEvent():
                self._open.pop()

    def _begin_document(self, place: Place) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(place, "several_documents", "a second document begins here")

    def _refuse(self, place: Place, code: str, what: str, mend: str | None = None) -> None:
        self._flaws.put(place, code, what, mend)
        raise _Refused

    def _refuse_marks(self, event: _ValueEvent, place: Place) -> None:
        if event.anchor is not None:
            self._refuse(place, "alias_refused", f"`&{event.anchor}` names a part of the file")
        if event.tag is not None:
            self._refuse(place, "tag_refused", f"`{event.tag}` is a tag")

    def _value(self, event: _ValueEvent, place: Place) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            self._refuse(place, "too_many_values", f"the file has more than {MAX_VALUES} values")
        around = self._open[-1] if self._open else None
        if around is not None and isinstance(around.into, dict) and around.key is None:
            self._begin_entry(around, event, place)
            return
        path = self._place_next(around, place)
        value: object
        if isinstance(event, ScalarEvent):
            value = _scalar(event)
            if cut := self._behind(event):
                self.source.cut[path] = cut
            if event.value == "" and path in self.source.keys:  # nothing after the key: point at the key
                self.source.values[path] = self.source.keys[path]
        else:
            filled: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
            if len(self._open) >= MAX_DEPTH:
                self._refuse(place, "too_deep", f"more than {MAX_DEPTH} levels lie inside each other")
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
            mend = "Write it as `key: value`, without `?`, brackets or braces."
            self._refuse(place, "bad_yaml", "a key must be a plain word", mend)
            return
        around.key = event.value
        path = (*around.path, event.value)
        around.is_doubled = event.value in around.into
        if around.is_doubled:
            first = self.source.keys[path].line
            self._flaws.put(place, "duplicate_key", f"`{event.value}` is already given in line {first}")
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


def _scalar(event: ScalarEvent) -> object:
    """A plain scalar by the core rules of YAML 1.2; dates and everything quoted stay text."""
    text: str = event.value
    if event.style is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
