"""Who somebody is and what they may wish: tokens, join codes, passphrases, command × audience."""

import hashlib
import secrets
import threading
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from itsdangerous import BadData, URLSafeSerializer

from app.domain.commands import (
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
    ParticipantId,
    PauseWorkshop,
    RaiseBarrier,
    RemoveParticipant,
    RestoreParticipant,
    ResumeWorkshop,
    RevealFact,
    SeatParticipant,
    SetRound,
    SetScreen,
    SettleDispute,
    ShowBarrier,
    TableId,
    TakeSeat,
    UndoMove,
    VoteForBarrier,
    WeighBarrier,
    Wish,
    WithdrawVote,
    WorkshopId,
)

T = TypeVar("T")

SEAT_COOKIE = "seat"
CODE_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


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


# --- tokens ---------------------------------------------------------------------------------------


def participant_token(key: bytes, workshop_id: WorkshopId, participant_id: ParticipantId) -> str:
    """What the `seat` cookie holds: proof that this device is that participant."""
    return _signer(key, "seat").dumps([workshop_id, participant_id])


def read_participant_token(key: bytes, token: str) -> tuple[WorkshopId, ParticipantId] | None:
    """The workshop and participant a token was made for; None for anything else."""
    return _read_participant(_signer(key, "seat"), token)


def place_token(key: bytes, workshop_id: WorkshopId, participant_id: ParticipantId) -> str:
    """What a join page holds: whoever comes in by it, however often it is sent, is this one participant."""
    return _signer(key, "place").dumps([workshop_id, participant_id])


def read_place_token(key: bytes, token: str) -> tuple[WorkshopId, ParticipantId] | None:
    """The workshop and participant a join page was made for; None for anything else."""
    return _read_participant(_signer(key, "place"), token)


def screen_token(key: bytes, workshop_id: WorkshopId, table_id: TableId | None = None) -> str:
    """What the projector's link holds; with a table, the link of the screen that stands there."""
    return _signer(key, "screen").dumps([workshop_id, table_id] if table_id else [workshop_id])


def read_screen_token(key: bytes, token: str) -> WorkshopId | None:
    """The workshop a screen's link was made for."""
    parts = _read(_signer(key, "screen"), token, 1) or _read(_signer(key, "screen"), token, 2)
    return WorkshopId(parts[0]) if parts else None


def read_screen_table(key: bytes, token: str) -> TableId | None:
    """The table a screen's link was made for; None: the screen for all."""
    parts = _read(_signer(key, "screen"), token, 2)
    return TableId(parts[1]) if parts else None


def resume_token(key: bytes, code: str) -> str:
    """What the link holds that gives a seat to another device, for as long as its recovery code does."""
    return _signer(key, "resume").dumps([code])


def read_resume_token(key: bytes, token: str) -> str | None:
    """The recovery code a link was made for; None for anything else."""
    parts = _read(_signer(key, "resume"), token, 1)
    return parts[0] if parts else None


def standby_token(key: bytes, workshop_id: WorkshopId, number: int) -> str:
    """What the link holds that lets another device lead this workshop, as long as its number holds."""
    return _signer(key, "standby").dumps([workshop_id, str(number)])


def read_standby_token(key: bytes, token: str) -> tuple[WorkshopId, int] | None:
    parts = _read(_signer(key, "standby"), token, 2)
    return (WorkshopId(parts[0]), int(parts[1])) if parts else None


def _signer(key: bytes, kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=f"button.{kind}", signer_kwargs={"digest_method": hashlib.sha256})


def _read_participant(signer: URLSafeSerializer, token: str) -> tuple[WorkshopId, ParticipantId] | None:
    parts = _read(signer, token, 2)
    return (WorkshopId(parts[0]), ParticipantId(parts[1])) if parts else None


def _read(signer: URLSafeSerializer, token: str, length: int) -> list[str] | None:
    try:
        parts = signer.loads(token)
    except (BadData, UnicodeError):  # half of a character is no text to sign
        return None
    fits = isinstance(parts, list) and len(parts) == length and all(isinstance(part, str) for part in parts)
    return parts if fits else None


def new_sign_in_token() -> tuple[str, str]:
    """A one-time sign-in token and the hash to keep: the database alone signs nobody in."""
    token = secrets.token_urlsafe(24)
    return token, hash_of_sign_in_token(token)


def hash_of_sign_in_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# --- join codes and ids ---------------------------------------------------------------------------


def new_code() -> str:
    """Six symbols none of which looks like another: 31**6, 29.7 bits."""
    return "".join(secrets.choice(CODE_SYMBOLS) for _ in range(CODE_LENGTH))


def normal_code(text: str) -> str | None:
    """A code as it is kept, from what somebody typed: case, spaces and hyphens do not matter."""
    letters = unicodedata.normalize("NFKC", text[:64]).upper()
    code = "".join(
        letter for letter in letters if unicodedata.category(letter) not in ("Zs", "Cc", "Cf", "Pd")
    )
    return code if len(code) == CODE_LENGTH and all(symbol in CODE_SYMBOLS for symbol in code) else None


def new_id(prefix: str = "") -> str:
    """A fresh id of 96 random bits that fits in a URL and in `messages`' pattern for ids."""
    return prefix + secrets.token_urlsafe(12)


# --- passphrases ----------------------------------------------------------------------------------

RunInThread = Callable[[Callable[[], T]], T]
"""Runs a slow pure function where it does not hold up the phones, and returns its result."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's floor for argon2id


def at_once(work: Callable[[], T]) -> T:
    """Run here and now: right wherever a request has a thread of its own."""
    return work()


def few_at_once(run_in_thread: RunInThread[T], most: int) -> RunInThread[T]:
    """Runs things as the other does, but at most so many at a time: the rest wait for their turn."""
    turns = threading.BoundedSemaphore(most)

    def run(work: Callable[[], T]) -> T:
        with turns:
            return run_in_thread(work)

    return run


def hash_passphrase(passphrase: str, run_in_thread: "RunInThread[str]" = at_once) -> str:
    return run_in_thread(lambda: _HASHER.hash(passphrase))


def check_passphrase(kept: str | None, passphrase: str, run_in_thread: "RunInThread[bool]" = at_once) -> bool:
    """Whether it is the one; an unknown facilitator (None) takes as long to refuse as a wrong passphrase."""

    def check() -> bool:
        return _is_of(kept or _NOBODYS, passphrase) and kept is not None

    return run_in_thread(check)


def _is_of(kept: str, passphrase: str) -> bool:
    try:
        return _HASHER.verify(kept, passphrase)
    except VerifyMismatchError:
        return False
    except InvalidHashError:  # kept for who has no passphrase: refusing them must take as long as others
        _is_of(_NOBODYS, passphrase)
        return False


_NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$YnV0dG9uLWZhbWlseS1ub25l$9cV3r6b3a1cVbGkHnYVnq0r5w2C0nS8j8m3u0mB1n5E"
)
