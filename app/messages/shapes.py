"""One strict shape per command that may come in over the wire; unknown types and fields are refused."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

from app.domain.log import commands
from app.domain.log.commands import Wish
from app.domain.scenario import BarrierCategory, HandVisibility
from app.languages.plain_text import plain

NAME_LENGTH = 40
LINE_LENGTH = 200
TEXT_LENGTH = 280
TYPED_PER_KEPT = 8
"""A letter that is kept as one may be typed as several: accents one by one, hidden characters between."""
MOST_VOTES = 600
"""Of one barrier, on paper: three each of two hundred people."""


class _Words(fields.String):
    """Text people type: trimmed, composed, and free of characters that mislead or cannot be shown."""

    def __init__(self, longest: int, shortest: int) -> None:
        super().__init__(required=True, validate=Length(shortest, longest))
        self._longest = longest

    def _deserialize(self, value: Any, attr: Any, data: Any, **more: Any) -> str:
        return clean(super()._deserialize(value, attr, data, **more), self._longest)


class FarTooLong(ValidationError):
    """Text so long that not even cleaned it could be short enough."""


def clean(text: str, longest: int) -> str:
    """Text as it is kept: without hidden characters, trimmed, composed. Rule: P9.

    Raises ValidationError for half of a character, which is no text, and FarTooLong before it looks at what
    is many times the length kept: composing takes time that grows with the square of a run of accents.
    """
    if len(text) > TYPED_PER_KEPT * longest:
        raise FarTooLong(f"more than {TYPED_PER_KEPT} times {longest} characters")
    if any(unicodedata.category(letter) == "Cs" for letter in text):
        raise ValidationError("half of a character")
    return unicodedata.normalize("NFC", plain(text)).strip()


_MADE_ID = Regexp(re.compile(r"[A-Za-z0-9_-]{8,64}\Z"))


def _made_id() -> fields.String:
    """An id the device makes for what it creates."""
    return fields.String(required=True, validate=_MADE_ID)


def _known_id() -> fields.String:
    """An id the server or the author made."""
    return fields.String(required=True, validate=Length(1, 64))


def _words(longest: int, shortest: int = 1) -> _Words:
    return _Words(longest, shortest)


def _number(low: int, high: int) -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=Range(low, high))


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


class _PauseWorkshop(_Wish):
    reason = _words(LINE_LENGTH, shortest=0)


class _ExtendPhase(_Wish):
    phase_id = _known_id()
    seconds = _number(-7200, 7200)


class _SetRound(_Wish):
    phase_id = _known_id()
    visibility = _one_of(HandVisibility)
    shows_insights_left = fields.Boolean(required=True, truthy={True}, falsy={False})


class _GiveInject(_Wish):
    inject_id = _known_id()


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


class _GiveTableAnswer(_SeatWish):
    option_id = _known_id()


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


class _MentionAgain(_SeatWish):
    fact_id = _known_id()


class _DisputeFacts(_SeatWish):
    dispute_id = _made_id()
    fact_ids = fields.List(fields.String(validate=Length(1, 64)), required=True, validate=Length(1, 60))
    line = _words(LINE_LENGTH, shortest=0)


class _SettleDispute(_SeatWish):
    dispute_id = _known_id()
    line = _words(LINE_LENGTH)


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


class _Health(Schema):
    rtt_ms = _number(0, 600_000)
    waiting = _number(0, 10_000)
    stepped_out = fields.Boolean(load_default=False, truthy={True}, falsy={False})


HEALTH = _Health()
"""What a phone says of itself, beside commands: never kept."""

SHAPES: Mapping[str, tuple[type[Wish], Schema]] = {
    "arrange_tables": (commands.ArrangeTables, _ArrangeTables()),
    "seat_participant": (commands.SeatParticipant, _SeatParticipant()),
    "remove_participant": (commands.RemoveParticipant, _Participant()),
    "remove_participants": (commands.RemoveParticipants, _RemoveParticipants()),
    "set_door": (commands.SetDoor, _SetDoor()),
    "restore_participant": (commands.RestoreParticipant, _Participant()),
    "move_to_phase": (commands.MoveToPhase, _MoveToPhase()),
    "undo_move": (commands.UndoMove, _UndoMove()),
    "set_screen": (commands.SetScreen, _SetScreen()),
    "pause_workshop": (commands.PauseWorkshop, _PauseWorkshop()),
    "resume_workshop": (commands.ResumeWorkshop, _Wish()),
    "extend_phase": (commands.ExtendPhase, _ExtendPhase()),
    "set_round": (commands.SetRound, _SetRound()),
    "give_inject": (commands.GiveInject, _GiveInject()),
    "edit_barrier": (commands.EditBarrier, _EditBarrier()),
    "hide_barrier": (commands.HideBarrier, _Barrier()),
    "show_barrier": (commands.ShowBarrier, _Barrier()),
    "weigh_barrier": (commands.WeighBarrier, _WeighBarrier()),
    "count_votes": (commands.CountVotes, _CountVotes()),
    "take_seat": (commands.TakeSeat, _TakeSeat()),
    "leave_workshop": (commands.LeaveWorkshop, _Wish()),
    "finish_reading": (commands.FinishReading, _SeatWish()),
    "give_read": (commands.GiveRead, _GiveRead()),
    "give_table_answer": (commands.GiveTableAnswer, _GiveTableAnswer()),
    "reveal_fact": (commands.RevealFact, _RevealFact()),
    "hold_back": (commands.HoldBack, _HoldBack()),
    "ask_role": (commands.AskRole, _AskRole()),
    "answer_ask": (commands.AnswerAsk, _AnswerAsk()),
    "link_facts": (commands.LinkFacts, _LinkFacts()),
    "mention_again": (commands.MentionAgain, _MentionAgain()),
    "dispute_facts": (commands.DisputeFacts, _DisputeFacts()),
    "settle_dispute": (commands.SettleDispute, _SettleDispute()),
    "raise_barrier": (commands.RaiseBarrier, _RaiseBarrier()),
    "vote_for_barrier": (commands.VoteForBarrier, _Barrier()),
    "withdraw_vote": (commands.WithdrawVote, _Barrier()),
    "make_commitment": (commands.MakeCommitment, _MakeCommitment()),
    "drop_commitment": (commands.DropCommitment, _DropCommitment()),
    "check_out": (commands.CheckOut, _CheckOut()),
}
