"""One strict shape per command that may come in over the wire; unknown types and fields are refused."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range, Regexp

from app.domain.log import commands
from app.domain.log.commands import SCALE, ReplayView, Wish
from app.domain.rules.wishes import ROWS
from app.domain.scenario import BarrierCategory, HandVisibility
from app.messages.kept_text import clean

NAME_LENGTH = 40
LINE_LENGTH = 200
TEXT_LENGTH = 280
MOST_VOTES = 600
"""Of one barrier, on paper: three each of two hundred people."""


class _Words(fields.String):
    """Text people type: trimmed, composed, and free of characters that mislead or cannot be shown."""

    def __init__(self, longest: int, shortest: int = 1) -> None:
        super().__init__(required=True, validate=Length(shortest, longest))
        self._longest = longest

    def _deserialize(self, value: Any, attr: Any, data: Any, **more: Any) -> str:
        return clean(super()._deserialize(value, attr, data, **more), self._longest)


_OF_EVERY_OBJECT = "constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString"
"""What every object of a browser has already: nothing can be kept under such a name, or `__one__`."""
_MADE_ID = Regexp(re.compile(rf"(?!__.*__\Z|(?:{_OF_EVERY_OBJECT})\Z)[A-Za-z0-9_-]{{8,64}}\Z"))


def _made_id() -> fields.String:  # by the device, for what it creates
    return fields.String(required=True, validate=_MADE_ID)


def _known_id() -> fields.String:  # by the server or an author
    return fields.String(required=True, validate=Length(1, 64))


def _number(low: int, high: int, **more: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=Range(low, high), **(more or {"required": True}))


def _one_of(choices: type[StrEnum], **more: Any) -> fields.Enum[Any]:
    return fields.Enum(choices, by_value=fields.String, **(more or {"required": True}))


_SEATS = fields.List(fields.List(_known_id(), validate=Length(1, 12)), validate=Length(1, 12))


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


class _RemoveParticipants(_Wish):
    participant_ids = fields.List(_known_id(), required=True, validate=Length(1, 200))


class _SetDoor(_Wish):
    is_locked = fields.Boolean(required=True, truthy={True}, falsy={False})


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
    shows_threads = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    shows_code = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class _ShowReplay(_Wish):
    table_id = fields.String(load_default=None, validate=Length(1, 64))
    moment = _number(0, 9_999, load_default=0)
    is_playing = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    view = _one_of(ReplayView, load_default=ReplayView.PICTURE)
    fact_id = fields.String(load_default=None, validate=Length(1, 64))
    minute = _number(0, 999, load_default=None)


class _PauseWorkshop(_Wish):
    reason = _Words(LINE_LENGTH, shortest=0)


class _ExtendPhase(_Wish):
    phase_id = _known_id()
    seconds = _number(-7200, 7200)


class _SetRound(_Wish):
    phase_id = _known_id()
    visibility = _one_of(HandVisibility)
    shows_insights_left = fields.Boolean(required=True, truthy={True}, falsy={False})


class _SetTelling(_Wish):
    near_misses = fields.Boolean(required=True, truthy={True}, falsy={False})
    lines_in_report = fields.Boolean(required=True, truthy={True}, falsy={False})


class _GiveInject(_Wish):
    inject_id = _known_id()


class _Barrier(_Wish):
    barrier_id = _known_id()


class _EditBarrier(_Barrier):
    category = _one_of(BarrierCategory)
    text = _Words(TEXT_LENGTH)


class _GroupBarrier(_Barrier):
    into_id = fields.String(load_default=None, validate=Length(1, 64))


class _WeighBarrier(_Barrier):
    standing = _one_of(commands.Standing)
    reach = _one_of(commands.Reach)


class _CountVotes(_Barrier):
    votes = _number(0, MOST_VOTES)


class _TakeSeat(_Wish):
    seat_id = fields.String(load_default=None, validate=Length(1, 64))


class _GiveRead(_Wish):
    need = _number(SCALE[0], SCALE[-1])
    option_id = _known_id()
    line = _Words(LINE_LENGTH, shortest=0)
    topic_id = fields.String(load_default=None, validate=Length(1, 64))


class _GiveTableAnswer(_SeatWish):
    option_id = _known_id()


class _RevealFact(_SeatWish):
    fact_id = _known_id()
    wording = _one_of(commands.Wording, load_default=commands.Wording.FULL)


class _HoldBack(_SeatWish):
    fact_id = _known_id()
    reason = _one_of(BarrierCategory, load_default=None)


class _TellWhy(_Wish):
    fact_id = _known_id()


class _AskRole(_SeatWish):
    ask_id = _made_id()
    role_id = _known_id()
    text = _Words(LINE_LENGTH)


class _AnswerAsk(_SeatWish):
    ask_id = _known_id()
    reply = _one_of(commands.Reply)
    fact_id = fields.String(load_default=None, validate=Length(1, 64))
    wording = _one_of(commands.Wording, load_default=commands.Wording.FULL)
    reason = _one_of(BarrierCategory, load_default=None)


class _LinkFacts(_SeatWish):
    link_id = _made_id()
    fact_ids = fields.List(fields.String(validate=Length(1, 64)), required=True, validate=Length(1, 60))
    line = _Words(LINE_LENGTH, shortest=0)


class _MentionAgain(_SeatWish):
    fact_id = _known_id()


class _DisputeFacts(_SeatWish):
    dispute_id = _made_id()
    fact_ids = fields.List(fields.String(validate=Length(1, 64)), required=True, validate=Length(1, 60))
    line = _Words(LINE_LENGTH, shortest=0)


class _SettleDispute(_SeatWish):
    dispute_id = _known_id()
    line = _Words(LINE_LENGTH)


class _RaiseBarrier(_Wish):
    barrier_id = _made_id()
    category = _one_of(BarrierCategory)
    text = _Words(TEXT_LENGTH)
    setting = _one_of(commands.Setting)


class _MakeCommitment(_Wish):
    commitment_id = _made_id()
    barrier_id = fields.String(load_default=None, validate=Length(1, 64))
    situation = _Words(TEXT_LENGTH)
    action = _Words(TEXT_LENGTH)
    owner = _Words(TEXT_LENGTH)
    due = fields.Date(load_default=None, format="iso")
    check = _Words(TEXT_LENGTH, shortest=0)


class _DropCommitment(_Wish):
    commitment_id = _known_id()


class _CheckOut(_Wish):
    confidence_then = _number(SCALE[0], SCALE[-1])
    confidence_now = _number(SCALE[0], SCALE[-1])
    takeaway = _Words(TEXT_LENGTH, shortest=0)


_SHAPE_OF: Mapping[type[Wish], Schema] = {
    commands.ArrangeTables: _ArrangeTables(),
    commands.SeatParticipant: _SeatParticipant(),
    commands.RemoveParticipant: _Participant(),
    commands.RemoveParticipants: _RemoveParticipants(),
    commands.SetDoor: _SetDoor(),
    commands.RestoreParticipant: _Participant(),
    commands.MoveToPhase: _MoveToPhase(),
    commands.UndoMove: _UndoMove(),
    commands.SetScreen: _SetScreen(),
    commands.ShowReplay: _ShowReplay(),
    commands.PauseWorkshop: _PauseWorkshop(),
    commands.ResumeWorkshop: _Wish(),
    commands.ExtendPhase: _ExtendPhase(),
    commands.SetRound: _SetRound(),
    commands.SetTelling: _SetTelling(),
    commands.GiveInject: _GiveInject(),
    commands.EditBarrier: _EditBarrier(),
    commands.HideBarrier: _Barrier(),
    commands.ShowBarrier: _Barrier(),
    commands.WeighBarrier: _WeighBarrier(),
    commands.GroupBarrier: _GroupBarrier(),
    commands.PollBarrier: _WeighBarrier(),
    commands.CountVotes: _CountVotes(),
    commands.TakeSeat: _TakeSeat(),
    commands.LeaveWorkshop: _Wish(),
    commands.FinishReading: _SeatWish(),
    commands.GiveRead: _GiveRead(),
    commands.GiveTableAnswer: _GiveTableAnswer(),
    commands.RevealFact: _RevealFact(),
    commands.HoldBack: _HoldBack(),
    commands.TellWhy: _TellWhy(),
    commands.AskRole: _AskRole(),
    commands.AnswerAsk: _AnswerAsk(),
    commands.LinkFacts: _LinkFacts(),
    commands.MentionAgain: _MentionAgain(),
    commands.DisputeFacts: _DisputeFacts(),
    commands.SettleDispute: _SettleDispute(),
    commands.RaiseBarrier: _RaiseBarrier(),
    commands.VoteForBarrier: _Barrier(),
    commands.WithdrawVote: _Barrier(),
    commands.MakeCommitment: _MakeCommitment(),
    commands.DropCommitment: _DropCommitment(),
    commands.CheckOut: _CheckOut(),
}
SHAPES: Mapping[str, tuple[type[Wish], Schema]] = {
    row.name: (row.wish, _SHAPE_OF[row.wish]) for row in ROWS if row.name
}
"""By the command's name: what it becomes, and its shape. Where a row has none, this cannot be imported."""
