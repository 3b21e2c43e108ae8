"""What each audience may wish: command × audience, default deny."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.log.commands import (
    AnswerAsk,
    ArrangeTables,
    AskRole,
    CheckOut,
    CountVotes,
    DisputeFacts,
    DropCommitment,
    EditBarrier,
    ExtendPhase,
    FinishReading,
    GiveInject,
    GiveRead,
    GiveTableAnswer,
    HideBarrier,
    HoldBack,
    LeaveWorkshop,
    LinkFacts,
    MakeCommitment,
    MentionAgain,
    MoveToPhase,
    PauseWorkshop,
    RaiseBarrier,
    RemoveParticipant,
    RemoveParticipants,
    RestoreParticipant,
    ResumeWorkshop,
    RevealFact,
    SeatParticipant,
    SetDoor,
    SetRound,
    SetScreen,
    SettleDispute,
    ShowBarrier,
    TakeSeat,
    UndoMove,
    VoteForBarrier,
    WeighBarrier,
    Wish,
    WithdrawVote,
)


class Audience(StrEnum):
    """Who a socket belongs to. A participant without a seat observes; who leads may open the duty desk."""

    PARTICIPANT = "participant"
    OBSERVER = "observer"
    FACILITATOR = "facilitator"
    SCREEN = "screen"
    DESK = "desk"


# --- what each audience may wish: what is not here is refused ------------------------------------

_LEADS = frozenset({Audience.FACILITATOR})
_TAKES_PART = frozenset({Audience.PARTICIPANT})
_COMES_AND_GOES = frozenset({Audience.PARTICIPANT, Audience.OBSERVER})
_PLAYS_A_SEAT = frozenset({Audience.PARTICIPANT, Audience.FACILITATOR, Audience.DESK})
_SPEAKS = _PLAYS_A_SEAT | {Audience.OBSERVER}

MAY: Mapping[type[Wish], frozenset[Audience]] = {
    ArrangeTables: _LEADS,
    SeatParticipant: _LEADS,
    RemoveParticipant: _LEADS,
    RestoreParticipant: _LEADS,
    MoveToPhase: _LEADS,
    UndoMove: _LEADS,
    RemoveParticipants: _LEADS,
    SetDoor: _LEADS,
    SetScreen: _LEADS,
    PauseWorkshop: _LEADS,
    ResumeWorkshop: _LEADS,
    ExtendPhase: _LEADS,
    SetRound: _LEADS,
    GiveInject: _LEADS,
    EditBarrier: _LEADS,
    HideBarrier: _LEADS,
    ShowBarrier: _LEADS,
    WeighBarrier: _LEADS,
    CountVotes: _LEADS | {Audience.DESK},
    TakeSeat: _COMES_AND_GOES,
    LeaveWorkshop: _COMES_AND_GOES,
    FinishReading: _PLAYS_A_SEAT,
    GiveRead: _TAKES_PART,
    GiveTableAnswer: _PLAYS_A_SEAT,
    RevealFact: _PLAYS_A_SEAT,
    HoldBack: _PLAYS_A_SEAT,
    AskRole: _PLAYS_A_SEAT,
    AnswerAsk: _PLAYS_A_SEAT,
    LinkFacts: _PLAYS_A_SEAT,
    MentionAgain: _PLAYS_A_SEAT,
    DisputeFacts: _PLAYS_A_SEAT,
    SettleDispute: _PLAYS_A_SEAT,
    RaiseBarrier: _SPEAKS,
    VoteForBarrier: _TAKES_PART,
    WithdrawVote: _TAKES_PART,
    MakeCommitment: _SPEAKS,
    DropCommitment: _SPEAKS,
    CheckOut: _TAKES_PART,
}
"""Opening and joining are not on the wire: the web doors say them, after their own checks."""


def may(audience: Audience, wish: type[Wish]) -> bool:
    """Whether this audience may say this at all; the phase has its own say. Default deny."""
    return audience in MAY.get(wish, frozenset())
