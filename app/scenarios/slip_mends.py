"""Likely mends of one line that the parser stumbled over. Whether one helps is tried by who asks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from app.scenarios.groups import Each, One, Part
from app.scenarios.said import said
from app.scenarios.schema import ScenarioFile, TranslationFile

Lines = list[str]

_SPACES = "\u00a0\u2007\u202f\u3000"
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_OTHER_SPACE = re.compile(f"[{_SPACES}{_NOTHING}]")
_BULLET = re.compile(r"(\s*)([–—−•·‣◦▪*])\s+")
_ENTRY = re.compile(r"(?P<head>\s*(?:- +)*(?:[\w-]+|\"[^\"]*\")\s*:\s+|\s*(?:- +)+)(?P<value>\S.*)")
_UNSPACED = re.compile(r"(\s*(?:- +)?[a-z_]+):(\S.*)")
_UNSPACED_DASH = re.compile(r"(\s*)-(\w.*)")
_WORD_FIRST = re.compile(r"(\s*(?:- +)?)([a-z_]+)( +| *[=;] *)(\S.*)")
_NO_COMMA = re.compile(r"([^\s,{\[:]) +([a-z_]+:)")
_MAY_NOT_BEGIN = "@`%&*!|>?,]}"
_CURLY = "“”„‟«»‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One change of some lines (from 0), what it takes for the slip, and at which column (from 0)."""

    lines: dict[int, str]
    what: str
    mend: str
    column: int = 0


@cache
def keys() -> frozenset[str]:
    """Every key that a scenario file or a language file may have."""

    def of(part: type[Part]) -> set[str]:
        found = set(part().fields)
        for field in part().fields.values():
            if isinstance(field, One | Each):
                found |= of(field.part)
        return found

    return frozenset(of(ScenarioFile) | of(TranslationFile))


Suggest = Callable[[Lines, int], Iterator[Mend]]


def sure_mends_for(lines: Lines, at: int) -> Iterator[Mend]:
    """What nobody means to write: signs of other programs."""
    return _changing(lines, at, (_signs, _bullets))


def mends_for(lines: Lines, at: int) -> Iterator[Mend]:
    """What a line may have been meant to be, the likeliest first."""
    return _changing(lines, at, (_brackets, _quotes, _texts, _spaces, _indentation))


def _changing(lines: Lines, at: int, suggestions: Iterable[Suggest]) -> Iterator[Mend]:
    for suggest in suggestions:
        for mend in suggest(lines, at):
            if any(lines[line] != words for line, words in mend.lines.items()):
                yield mend


def _signs(lines: Lines, at: int) -> Iterator[Mend]:
    line = lines[at]
    if "\t" in line:
        words = line.replace("\t", "  " if line.lstrip(" ").startswith("\t") else " ")
        mend = said("Use spaces.")
        yield Mend(lines={at: words}, what=said("a tab stands here"), mend=mend, column=line.index("\t"))
        if at:
            words = " " * _depth(lines, at) + line.lstrip()
            yield Mend(lines={at: words}, what=said("a tab stands here"), mend=mend, column=line.index("\t"))
    if found := _OTHER_SPACE.search(line):
        words = "".join(" " if sign in _SPACES else "" if sign in _NOTHING else sign for sign in line)
        what = said(
            "U+{number} stands here, which looks like a space or like nothing", number=f"{ord(found[0]):04X}"
        )
        mend = said("Type the spaces of this line again: such signs come in with copied text.")
        yield Mend(lines={at: words}, what=what, mend=mend, column=found.start())
    if "：" in line:
        words = line.replace("：", ": ")
        yield Mend(
            lines={at: words}, what=said("a wide colon stands here"), mend=said("Write `:` and a space.")
        )


def _bullets(lines: Lines, at: int) -> Iterator[Mend]:
    if found := _BULLET.match(lines[at]):
        rest = lines[at][found.end() :]
        what = said("`{sign}` is a word processor's sign, no hyphen", sign=found[2])
        mend = said("Begin the line with a hyphen and a space: `- `.")
        for lead in (found[1], " " * _dash_depth(lines, at)):
            yield Mend(lines={at: f"{lead}- {rest}"}, what=what, mend=mend, column=found.start(2))


def _brackets(lines: Lines, at: int) -> Iterator[Mend]:
    """Lists and groups on one line: a comma or the last bracket is missing."""
    found = _ENTRY.match(lines[at])
    value = found["value"] if found else ""
    if not found or value[0] not in "[{":
        return
    bare, _, comment = value.partition(" #")
    bare = bare.rstrip()
    tail = f"  #{comment}" if comment else ""
    close = "]" if value[0] == "[" else "}"
    column = len(found["head"])
    with_commas = _NO_COMMA.sub(r"\1, \2", bare) if close == "}" else bare
    comma = said("a comma is missing between two keys")
    put_comma = said("Put a comma and a space between them: `{words}`.", words=with_commas)
    yield Mend(lines={at: found["head"] + with_commas + tail}, what=comma, mend=put_comma, column=column)
    closed = with_commas.rstrip("]}") + close
    what = said("a bracket is never closed")
    mend = said("Write `{words}`.", words=closed)
    yield Mend(lines={at: found["head"] + closed + tail}, what=what, mend=mend, column=column)


def _quotes(lines: Lines, at: int) -> Iterator[Mend]:
    found = _ENTRY.match(lines[at])
    value = found["value"].rstrip() if found else ""
    if not found or value[0] not in "\"'" + _CURLY:
        return
    sign, column = value[0], len(found["head"])
    inner = value[1:]
    if sign in _CURLY or (inner and inner[-1] in _CURLY):
        words = _quoted(value.strip(_CURLY + "\"'"))
        mend = said('Use straight quotes at both ends: "…".')
        what = said("curly quotes of a word processor do not hold a text together")
        yield Mend(lines={at: found["head"] + words}, what=what, mend=mend, column=column)
    if sign in _CURLY:
        return
    if inner.count(sign) == 0:
        what = said("a quote is never closed")
        mend = said("Add the closing quote where the text ends.")
        yield Mend(lines={at: found["head"] + value + sign}, what=what, mend=mend, column=column)
    whole = inner[:-1] if inner.endswith(sign) else value
    what = said("a text goes on behind its closing quote")
    mend = said("Write the whole text after `>-` on the next line, where quotes do no harm.")
    yield Mend(lines={at: found["head"] + _quoted(whole)}, what=what, mend=mend, column=column)


def _texts(lines: Lines, at: int) -> Iterator[Mend]:
    """Texts without quotes that begin with a sign of YAML, or hold a colon; also over several lines."""
    at = _text_begins(lines, at)
    found = _ENTRY.match(lines[at])
    if not found or found["value"][0] in "\"'[{" or found["value"].startswith((">", "|")):
        return
    value, column = found["value"].rstrip(), len(found["head"])
    mend = said('Put the text in quotes, "…", or write it after `>-` on the next line.')
    what = said("a colon and a space stand inside a text")
    if value[0] in _MAY_NOT_BEGIN:
        what = said("a text may not begin with “{sign}”", sign=value[0])
    last = _last_of_text(lines, at)
    if last == at:
        yield Mend(lines={at: found["head"] + _quoted(value)}, what=what, mend=mend, column=column)
    else:
        inside = {line: _escaped(lines[line]) for line in range(at + 1, last)}
        ends = {at: f'{found["head"]}"{_escaped(value)}', last: _escaped(lines[last].rstrip()) + '"'}
        yield Mend(lines=inside | ends, what=what, mend=mend, column=column)


def _spaces(lines: Lines, at: int) -> Iterator[Mend]:
    line = lines[at]
    if found := _UNSPACED.match(line):
        what = said("a space is missing behind the colon")
        mend = said("Write `{words}`.", words=f"{found[1].strip()}: {found[2]}")
        yield Mend(lines={at: f"{found[1]}: {found[2]}"}, what=what, mend=mend, column=len(found[1]))
    if found := _UNSPACED_DASH.match(line):
        what, mend = said("a space is missing behind the hyphen"), said("Write `- ` and then the text.")
        yield Mend(lines={at: f"{found[1]}- {found[2]}"}, what=what, mend=mend, column=len(found[1]))
    found = _WORD_FIRST.match(line)
    if found and found[2] in keys():
        what = said("the colon behind `{key}` is missing", key=found[2])
        mend = said("Write `{words}`.", words=f"{found[2]}: {found[4]}")
        yield Mend(
            lines={at: f"{found[1]}{found[2]}: {found[4]}"}, what=what, mend=mend, column=len(found[1])
        )
    if line.strip() in keys():
        what = said("the colon behind `{key}` is missing", key=line.strip())
        mend = said("Write `{words}`.", words=f"{line.strip()}:")
        yield Mend(lines={at: f"{line.rstrip()}:"}, what=what, mend=mend, column=_lead(line))


def _indentation(lines: Lines, at: int) -> Iterator[Mend]:
    line = lines[at]
    if not line.strip():
        return
    depths = [_depth(lines, at), _dash_depth(lines, at)]
    depths += [_depth(lines, at) + 2]
    depths += [_lead(other) for other in lines[at + 1 : at + 3] if other.strip()]
    for depth in dict.fromkeys(depths):
        what = said("the line begins {count} spaces in, which fits no line above", count=_lead(line))
        mend = said("Begin it {count} spaces in.", count=depth)
        yield Mend(lines={at: " " * depth + line.lstrip()}, what=what, mend=mend, column=_lead(line))


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())


def _depth(lines: Lines, at: int) -> int:
    """Where the keys of the nearest line above begin."""
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    lead = _lead(above)
    while above[lead:].startswith("- "):
        lead += 2
    return lead


def _dash_depth(lines: Lines, at: int) -> int:
    """Where the nearest item above begins; two spaces in under a key that begins a list."""
    for line in reversed(lines[:at]):
        if line.lstrip().startswith("- "):
            return _lead(line)
        if line.rstrip().endswith(":"):
            return _lead(line) + 2
    return _lead(lines[at])


def _text_begins(lines: Lines, at: int) -> int:
    """The line in which the text began that this one goes on with; the line itself where none did."""
    for line in range(at - 1, max(at - 12, -1), -1):
        found = _ENTRY.match(lines[line])
        if found:
            is_key = lines[at].partition(":")[0].strip() in keys()
            inside = _lead(lines[at]) > _depth(lines, line + 1) and not is_key
            return line if inside and not found["value"].startswith((">", "|")) else at
        if not lines[line].strip() or lines[line].rstrip().endswith(":"):
            break
    return at


def _last_of_text(lines: Lines, at: int) -> int:
    """The last line of a text that begins here: those that follow stand further in and are no entries."""
    depth, last = _depth(lines, at + 1), at
    for line in range(at + 1, len(lines)):
        if not lines[line].strip() or _lead(lines[line]) <= depth or lines[line].lstrip().startswith("- "):
            break
        last = line
    return last


def _number(sign: str) -> str:
    return f"{ord(sign):04X}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'
