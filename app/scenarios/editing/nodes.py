"""Where each value of a YAML text begins and ends, so that one can be written over and no sign beside it
moves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.scenarios.flaws import Path
from app.scenarios.pieces import MOST_REMEMBERED, pieces

_INDENT = re.compile(r" *")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of a group: from `start` to `colon`, behind which its value stands."""

    key: str
    start: int
    colon: int
    node: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value: `text[start:end]`, without the line break behind it. One of `items` and `entries` is filled
    for a list and a group. `style`: plain, quoted, block (`>` or `|`), flow (`[` or `{`) or lines.
    """

    start: int
    end: int
    style: str
    items: tuple["Node", ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def last(self) -> int:
        return max([self.end, *(item.last for item in self.items), *(one.node.last for one in self.entries)])


def nodes(text: str, section: str) -> Node:
    """The whole text as a node. Only for a text that was parsed without a flaw of form.

    Where the text has the `section`, the items of others are left out: nobody asks for them.
    """
    parted = pieces(text)
    has_it = any(piece.section == section for piece in parted)
    if not parted:
        return _composed(text)
    entries: list[Entry] = []
    for piece in parted:
        if has_it and piece.index is not None and piece.section != section:
            continue
        read = _moved(_composed(piece.text), piece.start)
        if piece.index is None:
            entries.extend(read.entries)
            continue
        last = entries[-1]
        items = (*last.node.items, *read.items)
        start = items[0].start if piece.index else read.start
        node = Node(start=start, end=items[-1].last, style="lines", items=items)
        entries[-1] = replace(last, node=node)
    return Node(start=entries[0].start, end=entries[-1].node.last, style="lines", entries=tuple(entries))


def found(root: Node, path: Path) -> Node | None:
    """The node at a path; None where there is none."""
    node: Node | None = root
    for step in path:
        if node is None:
            return None
        if isinstance(step, int):
            node = node.items[step] if 0 <= step < len(node.items) else None
        else:
            node = next((one.node for one in node.entries if one.key == step), None)
    return node


def _moved(node: Node, by: int) -> Node:
    return Node(
        start=node.start + by,
        end=node.end + by,
        style=node.style,
        items=tuple(_moved(item, by) for item in node.items),
        entries=tuple(
            Entry(key=one.key, start=one.start + by, colon=one.colon + by, node=_moved(one.node, by))
            for one in node.entries
        ),
    )


@lru_cache(maxsize=MOST_REMEMBERED)
def _composed(text: str) -> Node:
    events = YAML(typ="safe", pure=True).parse(text)
    root = next(
        event for event in events if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent)
    )
    return _node(text, root, events, 0)


def _node(text: str, event: Event, events: Iterator[Event], colon: int) -> Node:
    """`colon`: where the key's colon ends, behind which a value that is not there would stand."""
    start = event.start_mark.index
    match event:
        case ScalarEvent(style=style, value=value):
            if style is None and value == "" and event.start_mark.index == event.end_mark.index:
                return Node(start=colon, end=colon, style="plain")
            if style in ("|", ">"):
                return Node(start=start, end=_end_of_block(text, start, event.end_mark.index), style="block")
            return Node(start=start, end=event.end_mark.index, style="quoted" if style else "plain")
        case SequenceStartEvent(flow_style=is_flow):
            items = []
            while not isinstance(inner := next(events), SequenceEndEvent):
                items.append(_node(text, inner, events, inner.start_mark.index))
            end = inner.end_mark.index if is_flow else (items[-1].last if items else start)
            return Node(start=start, end=end, style="flow" if is_flow else "lines", items=tuple(items))
        case MappingStartEvent(flow_style=is_flow):
            entries = []
            while not isinstance(key := next(events), MappingEndEvent):
                assert isinstance(key, ScalarEvent)
                after = text.index(":", key.end_mark.index) + 1
                node = _node(text, next(events), events, after)
                entries.append(Entry(key=key.value, start=key.start_mark.index, colon=after, node=node))
            end = key.end_mark.index if is_flow else (entries[-1].node.last if entries else start)
            return Node(start=start, end=end, style="flow" if is_flow else "lines", entries=tuple(entries))
        case _:
            raise ValueError(f"{event} is no value")


def _end_of_block(text: str, start: int, end: int) -> int:
    """Where the last line of a text in lines ends; comments and empty lines behind it are not its own."""
    head, *lines = text[start:end].splitlines(keepends=True)
    indent = next((len(_INDENT.match(line)[0]) for line in lines if line.strip()), 0)  # type: ignore[index]
    at = last = start + len(head)
    for line in lines:
        is_empty = not line.strip()
        if not is_empty and len(_INDENT.match(line)[0]) < indent:  # type: ignore[index]
            break
        at += len(line)
        if not is_empty or "+" in head:
            last = at
    return start + len(text[start:last].rstrip("\r\n"))
