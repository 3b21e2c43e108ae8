"""An edit of a text, as signs that go and signs that come: every other sign stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.scenarios.editing.nodes import Entry, Node, found, nodes
from app.scenarios.editing.rendering import inline, item, key_of, rendered
from app.scenarios.flaws import Path


class Kind(StrEnum):
    SET = "set"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`path`: keys, numbers of items, or ids of items in the place of numbers. `at`: where an item comes to
    stand.
    """

    kind: Kind
    path: Path
    value: object = None
    at: int = 0


def spliced(text: str, edit: Edit, wanted: Any, is_careful: bool) -> str:
    """The text with an edit made at its place. `wanted`: the values as they are to be."""
    root = nodes(text, str(edit.path[0]))
    flow = _outermost_flow(root, edit.path)
    if flow is not None and (flow != edit.path or edit.kind is Kind.ADD):
        return _set(text, root, flow, _at(wanted, flow), is_careful)
    match edit.kind:
        case Kind.SET:
            return _set(text, root, edit.path, edit.value, is_careful)
        case Kind.ADD:
            return _add(text, root, edit, wanted, is_careful)
        case Kind.REMOVE:
            return _remove(text, root, edit.path, _at(wanted, edit.path[:-1]), is_careful)
        case _:
            return _move(text, root, edit)


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _outermost_flow(root: Node, path: Path) -> Path | None:
    """Where brackets begin on the way to a path: what is between them is written anew as one."""
    for depth in range(1, len(path) + 1):
        node = found(root, path[:depth])
        if node is not None and node.style == "flow":
            return path[:depth]
    return None


def _set(text: str, root: Node, path: Path, value: object, is_careful: bool) -> str:
    holder = found(root, path[:-1])
    assert holder is not None
    last = path[-1]
    if isinstance(last, int):
        return _set_item(text, holder.items[last], value, is_careful)
    entry = next((one for one in holder.entries if one.key == last), None)
    if entry is None:
        return _insert_key(text, holder, last, value, is_careful)
    indent = _column(text, entry.start)
    end = max(entry.node.last, entry.colon)
    is_flow = entry.node.style == "flow" and isinstance(value, list | dict)
    written = rendered(value, indent, is_careful=is_careful)
    if is_flow:
        written = " " + inline(value, indent, is_careful=is_careful, is_within=True)
    if _rest_of_line(text, end).strip() and "\n" in written:  # a comment stands behind it
        written = " " + inline(value, indent, is_careful=True, is_within=True)
    comments = _comments_between(text, entry.node) if entry.node.style == "flow" else ""
    after = text[: entry.colon] + _breaks(text, written) + text[end:]
    return after[: _line_start(after, entry.start)] + comments + after[_line_start(after, entry.start) :]


def _set_item(text: str, node: Node, value: object, is_careful: bool) -> str:
    dash = text.rindex("-", 0, node.start)
    written = item(value, _column(text, dash), is_careful=is_careful).lstrip(" ")
    if _rest_of_line(text, node.last).strip() and "\n" in written:
        written = "- " + inline(value, 0, is_careful=True, is_within=True)
    return text[:dash] + _breaks(text, written) + text[node.last :]


def _insert_key(text: str, holder: Node, key: str, value: object, is_careful: bool) -> str:
    """A new key goes behind the last one of its group."""
    last: Entry = holder.entries[-1]
    indent = _column(text, holder.entries[0].start)
    written = f"{' ' * indent}{key_of(key)}:{rendered(value, indent, is_careful=is_careful)}"
    return _insert_lines(text, _line_end(text, max(last.node.last, last.colon)), written)


def _add(text: str, root: Node, edit: Edit, wanted: Any, is_careful: bool) -> str:
    node = found(root, edit.path)
    if node is None or not node.items:
        return _set(text, root, edit.path, _at(wanted, edit.path), is_careful)
    dashes = [_dash(text, one) for one in node.items]
    written = item(edit.value, _column(text, dashes[0]), is_careful=is_careful)
    at = within(edit.at, len(node.items))
    if at == 0:
        begin = _line_start(text, dashes[0])
        return text[:begin] + _breaks(text, written + "\n") + text[begin:]
    return _insert_lines(text, _line_end(text, node.items[at - 1].last), written)


def _remove(text: str, root: Node, path: Path, left: Any, is_careful: bool) -> str:
    holder = found(root, path[:-1])
    assert holder is not None
    last = path[-1]
    if not left:  # what is empty is written so
        return _set(text, root, path[:-1], left, is_careful)
    if isinstance(last, int):
        begin, end = _lines_of_item(text, holder.items[last])
        return text[:begin] + text[end:]
    number = next((at for at, one in enumerate(holder.entries) if one.key == last), None)
    if number is None:
        return text
    entry = holder.entries[number]
    if number == 0 and text[_line_start(text, entry.start) : entry.start].strip():  # it stands behind a dash
        return text[: entry.start] + text[holder.entries[1].start :]
    return text[: _line_start(text, entry.start)] + text[_line_end(text, max(entry.node.last, entry.colon)) :]


def _move(text: str, root: Node, edit: Edit) -> str:
    holder = found(root, edit.path[:-1])
    number = edit.path[-1]
    assert holder is not None
    assert isinstance(number, int)
    bounds = [_lines_of_item(text, one) for one in holder.items]
    begin, end = bounds.pop(number)
    moved = text[begin:end]
    if not moved.endswith("\n"):
        moved += "\n"
    at = within(edit.at, len(bounds))
    place = bounds[at - 1][1] if at else bounds[0][0]
    if place <= begin:
        return text[:place] + moved + text[place:begin] + text[end:]
    between = text[end:place]
    if not between.endswith("\n"):
        between += "\n"
    return text[:begin] + between + moved + text[place:]


def _lines_of_item(text: str, node: Node) -> tuple[int, int]:
    return _line_start(text, _dash(text, node)), _line_end(text, node.last)


def _dash(text: str, node: Node) -> int:
    first = node.entries[0].start if node.entries else node.start
    return text.rindex("-", 0, first)


def _insert_lines(text: str, at: int, written: str) -> str:
    """Whole lines, put in at the beginning of a line or at the end of the text."""
    before = "" if not at or text[at - 1] == "\n" else "\n"
    return text[:at] + _breaks(text, f"{before}{written}\n") + text[at:]


def _column(text: str, at: int) -> int:
    return at - _line_start(text, at)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Behind the line break of the line in which something ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _rest_of_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at:] if end < 0 else text[at:end]


def _breaks(text: str, written: str) -> str:
    return written.replace("\n", "\r\n") if "\r\n" in text else written


def _comments_between(text: str, node: Node) -> str:
    """The comments between brackets that are written anew, as lines of their own."""
    inner = list(_leaves(node))
    shown, at = "", node.start
    for leaf in inner:
        shown += text[at : leaf.start]
        at = leaf.end
    shown += text[at : node.end]
    comments = [line[line.index("#") :].rstrip() for line in shown.splitlines() if "#" in line]
    return "".join(f"{one}\n" for one in comments)


def _leaves(node: Node) -> Sequence[Node]:
    inner = [*node.items, *(one.node for one in node.entries)]
    return [leaf for one in inner for leaf in _leaves(one)] if inner else [node]


def within(at: int, count: int) -> int:
    """Where an item comes to stand: behind the last one where `at` is less than 0 or too much."""
    return count if at < 0 else min(at, count)
