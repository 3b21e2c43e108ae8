"""How a value is written in a scenario's text: as an author would, and so that reading it gives the value."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

WIDTH = 100
"""Signs in a line."""
STEP = 2
"""Spaces by which what belongs to a key stands further in."""

_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.,/+-]*")
_SENTENCE = re.compile(r"(?!(?:null|true|false|yes|no|on|off)$)[^\W\d_][\w .,;()’“”/+?–-]*", re.IGNORECASE)
SHORT = 60


def rendered(value: object, indent: int, *, is_careful: bool = False) -> str:
    """What stands behind a key's colon whose line begins `indent` spaces in: a space, or line breaks,
    included.

    `is_careful`: every text in double quotes, which hold anything.
    """
    match value:
        case dict():
            lines = [f"{' ' * (indent + STEP)}{line}" for line in _group(value, indent + STEP, is_careful)]
            return "\n" + "\n".join(lines)
        case list() if value and not _fits_flow(value):
            return "\n" + "\n".join(item(one, indent + STEP, is_careful=is_careful) for one in value)
        case _:
            return f" {inline(value, indent, is_careful=is_careful)}"


def item(value: object, indent: int, *, is_careful: bool = False) -> str:
    """One item of a list in lines, its dash `indent` spaces in."""
    space = " " * indent
    if isinstance(value, dict):
        lines = list(_group(value, indent + STEP, is_careful))
        return "\n".join(f"{space}{'- ' if not at else '  '}{line}" for at, line in enumerate(lines))
    return f"{space}- {inline(value, indent, is_careful=is_careful)}"


def _group(value: Mapping[str, object], indent: int, is_careful: bool) -> Iterator[str]:
    """The lines of a group's keys, each to be put `indent` spaces in; lines further in have that already."""
    for key, one in value.items():
        yield f"{key_of(key)}:{rendered(one, indent, is_careful=is_careful)}"


def key_of(key: str) -> str:
    """A key as it stands before its colon."""
    return key if _WORD.fullmatch(key) and not key.replace(".", "").isdigit() else _quoted(key)


def inline(value: object, indent: int, *, is_careful: bool = False, is_within: bool = False) -> str:
    """A value that begins in the line of its key; `is_within`: all in one line, between brackets."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case list():
            inner = [inline(one, indent, is_careful=is_careful, is_within=True) for one in value]
            return f"[{', '.join(inner)}]"
        case dict():
            pairs = (
                f"{key_of(key)}: {inline(one, indent, is_careful=is_careful, is_within=True)}"
                for key, one in value.items()
            )
            return f"{{{', '.join(pairs)}}}"
        case _:
            return _text(str(value), indent, is_careful, is_within)


def _text(text: str, indent: int, is_careful: bool, is_within: bool) -> str:
    if is_careful:
        return _quoted(text)
    if _WORD.fullmatch(text) and not _is_no_text(text) and not (is_within and "," in text):
        return text
    if is_within:
        return _quoted(text)
    if len(text) <= SHORT and _SENTENCE.fullmatch(text) and text == text.strip():
        return text
    space = " " * (indent + STEP)
    if "\n" in text:
        lines = text.split("\n")
        if (
            text == text.strip()
            and not any(line != line.rstrip() for line in lines)
            and not lines[0][:1].isspace()
        ):
            return "|-\n" + "\n".join(f"{space}{line}" if line else "" for line in lines)
        return _quoted(text)
    if text == " ".join(text.split()) and len(text) > 1:
        wide = max(40, WIDTH - len(space))
        folded = textwrap.wrap(text, wide, break_long_words=False, break_on_hyphens=False)
        return ">-\n" + "\n".join(f"{space}{line}" for line in folded)
    return _quoted(text)


def _is_no_text(text: str) -> bool:
    """Whether YAML would take the word for a number, for nothing, true or false."""
    return bool(re.fullmatch(r"[-+]?[0-9.]+", text)) or text.lower() in ("null", "true", "false")


def _quoted(text: str) -> str:
    shown = "".join(
        sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else sign
        for sign in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return '"' + shown.replace("\n", "\\n") + '"'


def _fits_flow(value: Sequence[object]) -> bool:
    """Whether a list stands between brackets: ids and words, as authors write them."""
    if all(isinstance(one, str) and _WORD.fullmatch(one) for one in value):
        return sum(len(str(one)) + 2 for one in value) < WIDTH
    return all(isinstance(one, bool | int | float) for one in value)
