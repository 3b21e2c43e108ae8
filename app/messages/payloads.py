"""What comes in over the wire: a payload becomes a command, or is malformed."""

from dataclasses import fields as fields_of
from datetime import datetime
from typing import Any

from marshmallow import ValidationError

from app.domain.log.commands import Actor, Command, CommandId, Wish
from app.messages.asides import HEALTH, REPLAY
from app.messages.asked_replay import AskedReplay
from app.messages.health import Health
from app.messages.shapes import (
    SHAPES,
)

PROTOCOL = 1
MAX_MESSAGE_BYTES = 65_536
"""The longest legal command fits. Up to here what is too long is refused; beyond, the connection ends."""


class Malformed(Exception):
    """A message whose shape is wrong. `code` has a sentence; `field` says where, empty for all of it."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def wish_type(payload: object) -> type[Wish]:
    """What kind of wish a payload is, before its fields are looked at. Raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed("malformed")
    kind = payload.get("type")
    if not isinstance(kind, str) or kind not in SHAPES:
        raise Malformed("unknown_type", "type")
    return SHAPES[kind][0]


def read_command(payload: object, by: Actor, at: datetime) -> Command:
    """The command a payload asks for; who says it comes from the socket's token, never from the payload.

    Raises Malformed: `malformed` with the field, `unknown_type`.
    """
    wish = wish_type(payload)
    assert isinstance(payload, dict)
    try:
        values = SHAPES[payload["type"]][1].load(payload)
    except ValidationError as error:
        raise Malformed("malformed", _first_field(error)) from error
    command_id = CommandId(values.pop("id"))
    del values["type"]
    return Command(id=command_id, at=at, by=by, wish=_wish(wish, values))


def read_health(payload: object) -> Health:
    """What a phone says of itself. Raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed("malformed")
    try:
        return Health(**HEALTH.load(payload))
    except ValidationError as error:
        raise Malformed("malformed") from error


def read_replay(payload: object) -> AskedReplay:
    """Which table's hour somebody asks for. Raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed("malformed")
    try:
        return AskedReplay(**REPLAY.load(payload))
    except ValidationError as error:
        raise Malformed("malformed") from error


def _wish(wish: type[Wish], values: dict[str, Any]) -> Wish:
    """Lists become the tuples and sets that the domain's values are made of."""
    if "layout" in values:
        values["layout"] = tuple(tuple(tuple(seat) for seat in table) for table in values["layout"])
    for name in {"fact_ids", "participant_ids"} & set(values):
        values[name] = frozenset(values[name])
    return wish(**values)


def _first_field(error: ValidationError) -> str:
    """The name of a field that is wrong, as far as it is one of ours: what people sent is not sent back."""
    names = sorted(str(name) for name in error.messages_dict)
    known = {field.name for wish, _ in SHAPES.values() for field in fields_of(wish)} | {"id", "type"}
    return next((name for name in names if name in known), "")
