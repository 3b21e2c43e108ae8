"""What the wire says: one strict shape per command that may come in, one sentence per code that goes out.

The sentences themselves are in `sentences`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import datetime
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

from app.domain import commands
from app.domain.commands import Actor, Command, CommandId, Wish
from app.domain.scenario import BarrierCategory
from app.sentences import SENTENCES, sentence

__all__ = ["SENTENCES", "SHAPES", "Malformed", "clean", "read_command", "sentence", "wish_type"]

PROTOCOL = 1
MAX_MESSAGE_BYTES = 64_000

NAME_LENGTH = 40
LINE_LENGTH = 200
TEXT_LENGTH = 280
MOST_VOTES = 600
"""Of one barrier, on paper: three each of two hundred people."""


class Malformed(Exception):
    """A message whose shape is wrong. `code` has a sentence; `field` says where, empty for all of it."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


# --- shapes ---------------------------------------------------------------------------------------


class _Words(fields.String):
    """Text people type: trimmed, composed, and free of characters that no reader could show."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **more: Any) -> str:
        return clean(super()._deserialize(value, attr, data, **more))


def clean(text: str) -> str:
    """Text as it is kept: trimmed and composed; raises ValidationError for control characters."""
    text = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n" for letter in text):
        raise ValidationError("control characters")
    return text


_MADE_ID = Regexp(re.compile(r"[A-Za-z0-9_-]{8,64}\Z"))


def _made_id() -> fields.String:
    """An id the device makes for what it creates."""
    return fields.String(required=True, validate=_MADE_ID)


def _known_id() -> fields.String:
    """An id the server or the author made."""
    return fields.String(required=True, validate=Length(1, 64))


def _words(longest: int, shortest: int = 1) -> _Words:
    return _Words(required=True, validate=Length(shortest, longest))


def _number(low: int, high: int) -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=Range(low, high))


def _one_of(choices: type[StrEnum], **more: Any) -> fields.Enum[Any]:
    return fields.Enum(choices, by_value=fields.String, **(more or {"required": True}))


_ROLES = fields.List(fields.String(validate=Length(1, 64)), validate=Length(1, 12))
_SEATS = fields.List(_ROLES, validate=Length(1, 12))


class _Wish(Schema):
    """Unknown fields are refused: marshmallow's default, and the reason why a typing error is heard."""

    id = fields.String(required=True, validate=_MADE_ID)
    type = fields.String(required=True)


class _SeatWish(_Wish):
    seat_id = fields.String(validate=Length(1, 64))


class _ArrangeTables(_Wish):
    layout = fields.List(_SEATS, required=True, validate=Length(1, 20))


class _Participant(_Wish):
    participant_id = _known_id()


class _SeatParticipant(_Participant):
    seat_id = _known_id()


class _MoveToPhase(_Wish):
    from_phase_id = _known_id()
    phase_id = _known_id()


class _UndoMove(_Wish):
    phase_id = _known_id()


class _SetScreen(_Wish):
    table_id = fields.String(load_default=None, validate=Length(1, 64))
    is_blank = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    is_frozen = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class _PauseWorkshop(_Wish):
    reason = _words(LINE_LENGTH, shortest=0)


class _ExtendPhase(_Wish):
    phase_id = _known_id()
    seconds = _number(-7200, 7200)


class _Barrier(_Wish):
    barrier_id = _known_id()


class _EditBarrier(_Barrier):
    category = _one_of(BarrierCategory)
    text = _words(TEXT_LENGTH)


class _WeighBarrier(_Barrier):
    standing = _one_of(commands.Standing)
    reach = _one_of(commands.Reach)


class _CountVotes(_Barrier):
    votes = _number(0, MOST_VOTES)


class _TakeSeat(_Wish):
    seat_id = fields.String(load_default=None, validate=Length(1, 64))


class _GiveRead(_Wish):
    need = _number(0, 10)
    option_id = _known_id()
    line = _words(LINE_LENGTH, shortest=0)
    topic_id = fields.String(load_default=None, validate=Length(1, 64))


class _RevealFact(_SeatWish):
    fact_id = _known_id()
    wording = _one_of(commands.Wording, load_default=commands.Wording.FULL)


class _HoldBack(_SeatWish):
    fact_id = _known_id()
    reason = _one_of(BarrierCategory, load_default=None)


class _AskRole(_SeatWish):
    ask_id = _made_id()
    role_id = _known_id()
    text = _words(LINE_LENGTH)


class _AnswerAsk(_SeatWish):
    ask_id = _known_id()
    reply = _one_of(commands.Reply)
    fact_id = fields.String(load_default=None, validate=Length(1, 64))
    wording = _one_of(commands.Wording, load_default=commands.Wording.FULL)
    reason = _one_of(BarrierCategory, load_default=None)


class _LinkFacts(_SeatWish):
    link_id = _made_id()
    fact_ids = fields.List(fields.String(validate=Length(1, 64)), required=True, validate=Length(1, 60))
    line = _words(LINE_LENGTH, shortest=0)


class _RaiseBarrier(_Wish):
    barrier_id = _made_id()
    category = _one_of(BarrierCategory)
    text = _words(TEXT_LENGTH)
    setting = _one_of(commands.Setting)


class _MakeCommitment(_Wish):
    commitment_id = _made_id()
    barrier_id = fields.String(load_default=None, validate=Length(1, 64))
    situation = _words(TEXT_LENGTH)
    action = _words(TEXT_LENGTH)
    owner = _words(TEXT_LENGTH)
    due = fields.Date(load_default=None, format="iso")
    check = _words(TEXT_LENGTH, shortest=0)


class _DropCommitment(_Wish):
    commitment_id = _known_id()


class _CheckOut(_Wish):
    confidence_then = _number(0, 10)
    confidence_now = _number(0, 10)
    takeaway = _words(TEXT_LENGTH, shortest=0)


SHAPES: Mapping[str, tuple[type[Wish], Schema]] = {
    "arrange_tables": (commands.ArrangeTables, _ArrangeTables()),
    "seat_participant": (commands.SeatParticipant, _SeatParticipant()),
    "remove_participant": (commands.RemoveParticipant, _Participant()),
    "restore_participant": (commands.RestoreParticipant, _Participant()),
    "move_to_phase": (commands.MoveToPhase, _MoveToPhase()),
    "undo_move": (commands.UndoMove, _UndoMove()),
    "set_screen": (commands.SetScreen, _SetScreen()),
    "pause_workshop": (commands.PauseWorkshop, _PauseWorkshop()),
    "resume_workshop": (commands.ResumeWorkshop, _Wish()),
    "extend_phase": (commands.ExtendPhase, _ExtendPhase()),
    "edit_barrier": (commands.EditBarrier, _EditBarrier()),
    "hide_barrier": (commands.HideBarrier, _Barrier()),
    "show_barrier": (commands.ShowBarrier, _Barrier()),
    "weigh_barrier": (commands.WeighBarrier, _WeighBarrier()),
    "count_votes": (commands.CountVotes, _CountVotes()),
    "take_seat": (commands.TakeSeat, _TakeSeat()),
    "leave_workshop": (commands.LeaveWorkshop, _Wish()),
    "finish_reading": (commands.FinishReading, _SeatWish()),
    "give_read": (commands.GiveRead, _GiveRead()),
    "reveal_fact": (commands.RevealFact, _RevealFact()),
    "hold_back": (commands.HoldBack, _HoldBack()),
    "ask_role": (commands.AskRole, _AskRole()),
    "answer_ask": (commands.AnswerAsk, _AnswerAsk()),
    "link_facts": (commands.LinkFacts, _LinkFacts()),
    "raise_barrier": (commands.RaiseBarrier, _RaiseBarrier()),
    "vote_for_barrier": (commands.VoteForBarrier, _Barrier()),
    "withdraw_vote": (commands.WithdrawVote, _Barrier()),
    "make_commitment": (commands.MakeCommitment, _MakeCommitment()),
    "drop_commitment": (commands.DropCommitment, _DropCommitment()),
    "check_out": (commands.CheckOut, _CheckOut()),
}


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


def _wish(wish: type[Wish], values: dict[str, Any]) -> Wish:
    """Lists become the tuples and sets that the domain's values are made of."""
    if "layout" in values:
        values["layout"] = tuple(tuple(tuple(seat) for seat in table) for table in values["layout"])
    if "fact_ids" in values:
        values["fact_ids"] = frozenset(values["fact_ids"])
    return wish(**values)


def _first_field(error: ValidationError) -> str:
    """The name of a field that is wrong, as far as it is one of ours: what people sent is not sent back."""
    names = sorted(str(name) for name in error.messages_dict)
    known = {field.name for wish, _ in SHAPES.values() for field in fields_of(wish)} | {"id", "type"}
    return next((name for name in names if name in known), "")
