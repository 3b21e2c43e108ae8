"""Edits of a scenario's text: set, add, remove or move one thing. Every sign beside it stays as it is.

After each the text is read again: what it says must be what was said before, with the edit made, or the
edit is
refused and nothing is changed.
"""

import copy
from collections.abc import Sequence
from typing import Any

from app.languages.plain_text import plain
from app.scenarios.editing.splices import Edit, Kind, spliced, within
from app.scenarios.flaws import FlawList, Path
from app.scenarios.pieces import parse


class EditRefused(Exception):
    """The edit does not fit the text: what it names is gone, or the text cannot be read."""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, one after the other. Raises EditRefused."""
    for edit in edits:
        text = _edited(text, edit)
    return text


def value_of(text: str) -> object:
    """What a text says, as plain values; None where it cannot be read."""
    flaws = FlawList(file="text")
    source = parse(text, flaws)
    return None if source is None or any(flaw.code == "bad_yaml" for flaw in flaws.sorted()) else source.value


def _edited(text: str, edit: Edit) -> str:
    before = value_of(text)
    if before is None:
        raise EditRefused("the text cannot be read")
    if not edit.path:
        raise EditRefused("an edit names its place")
    path = _numbered(before, edit.path)
    edit = Edit(kind=edit.kind, path=path, value=_sound(edit.value), at=edit.at)
    wanted = _made(before, edit)
    if wanted == before:
        return text
    for is_careful in (False, True):
        try:
            after = spliced(text, edit, wanted, is_careful)
        except (IndexError, ValueError, StopIteration) as error:
            raise EditRefused(str(error)) from error
        if value_of(after) == wanted:
            return after
    raise EditRefused(f"{edit.kind} at {path} does not read back")


def _sound(value: Any) -> Any:
    """A value as a text can hold it: nothing hidden in it, no space around it."""
    match value:
        case str():
            return plain(value).strip()
        case list():
            return [_sound(one) for one in value]
        case dict():
            return {plain(str(key)).strip(): _sound(one) for key, one in value.items() if one is not None}
        case _:
            return value


def _numbered(value: Any, path: Path) -> Path:
    """The path with numbers of items in place of ids; a last step may name what is not there yet."""
    steps: list[str | int] = []
    for depth, step in enumerate(path):
        if isinstance(value, list) and isinstance(step, str):
            step = next((at for at, one in enumerate(value) if _id_of(one) == step), -1)
        steps.append(step)
        is_there = (
            isinstance(step, int) and 0 <= step < len(value)
            if isinstance(value, list)
            else isinstance(value, dict) and step in value
        )
        if is_there:
            value = value[step]
        elif depth < len(path) - 1 or not isinstance(value, dict):
            raise EditRefused(f"there is nothing at {path}")
    return tuple(steps)


def _id_of(one: Any) -> object:
    return one.get("id") if isinstance(one, dict) else None


def _made(root: Any, edit: Edit) -> Any:
    """The plain values with the edit made; what it does not touch is the same as before. The path is not
    empty.
    """
    *around, last = edit.path
    made = holder = copy.copy(root)
    for step in around:
        holder[step] = copy.copy(holder[step])
        holder = holder[step]
    match edit.kind:
        case Kind.SET:
            holder[last] = edit.value
        case Kind.REMOVE:
            if isinstance(last, int) or last in holder:
                del holder[last]
        case Kind.ADD:
            if isinstance(holder, dict) and holder.get(last) is None:
                holder[last] = []
            if not isinstance(holder[last], list):
                raise EditRefused(f"no list at {edit.path}")
            items = holder[last] = list(holder[last])
            items.insert(within(edit.at, len(items)), edit.value)
        case Kind.MOVE:
            if not isinstance(holder, list) or not isinstance(last, int):
                raise EditRefused(f"no item at {edit.path}")
            moved = holder.pop(last)
            holder.insert(within(edit.at, len(holder)), moved)
    return made
