"""What happened: flat, past tense, never edited. `at` is aware UTC.

`BarrierRaised` has neither author nor time (rule D1): the log cannot tell who wrote it. What a person
answers in private (`PRIVATE`) never comes into the log: an `AnswerKept` stands there in its place, and when
the step is over one event says what it all came to, as far as that may be told.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.log.commands import (
    AskId,
    BarrierId,
    CommitmentId,
    DisputeId,
    Layout,
    LinkId,
    ParticipantId,
    Reach,
    ReplayView,
    Reply,
    SeatId,
    Setting,
    Standing,
    TableId,
    Wording,
)
from app.domain.scenario import (
    BarrierCategory,
    FactId,
    HandVisibility,
    InjectId,
    OptionId,
    PhaseId,
    RoleId,
    TopicId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopOpened:
    at: datetime
    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesArranged:
    at: datetime
    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantJoined:
    at: datetime
    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantSeated:
    """`seat_id` None: the participant observes."""

    at: datetime
    participant_id: ParticipantId
    seat_id: SeatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantLeft:
    at: datetime
    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRemoved:
    at: datetime
    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRestored:
    at: datetime
    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntered:
    at: datetime
    phase_id: PhaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUndone:
    """The workshop is back in the phase it had left, whose clock ran on."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSet:
    """From here on nobody new comes in, or anybody with the code."""

    at: datetime
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSet:
    at: datetime
    table_id: TableId | None
    is_blank: bool
    is_frozen: bool
    shows_threads: bool = False
    shows_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayShown:
    """`table_id` None: the picture shows as it is again. Where it plays, it does so from `at` on."""

    at: datetime
    table_id: TableId | None
    moment: int
    is_playing: bool
    view: ReplayView
    fact_id: FactId | None
    minute: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopPaused:
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopResumed:
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseExtended:
    at: datetime
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSet:
    at: datetime
    phase_id: PhaseId
    visibility: HandVisibility
    shows_insights_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingSet:
    """From here on a link that came close is told so, or not; and what people wrote beside links comes into
    the report, or not."""

    at: datetime
    near_misses: bool
    lines_in_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectGiven:
    at: datetime
    inject_id: InjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRead:
    at: datetime
    seat_id: SeatId


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReadGiven:
    at: datetime
    participant_id: ParticipantId
    need: int
    option_id: OptionId
    line: str
    topic_id: TopicId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReadGiven:
    at: datetime
    participant_id: ParticipantId
    need: int
    option_id: OptionId
    line: str
    topic_id: TopicId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswerGiven:
    """The table's one answer to what is going on; a later one replaces it. It has no author."""

    at: datetime
    table_id: TableId
    option_id: OptionId


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRevealed:
    """`participant_id` None: the facilitator put it there for the seat. `ask_id`: it answered a question."""

    at: datetime
    table_id: TableId
    seat_id: SeatId
    participant_id: ParticipantId | None
    fact_id: FactId
    wording: Wording
    ask_id: AskId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHeldBack:
    at: datetime
    table_id: TableId
    seat_id: SeatId
    fact_id: FactId
    reason: BarrierCategory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonTold:
    """That a seat lets its table know why it holds a fact back; `FactHeldBack` keeps the reason."""

    at: datetime
    table_id: TableId
    seat_id: SeatId
    fact_id: FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAsked:
    at: datetime
    table_id: TableId
    ask_id: AskId
    by_seat_id: SeatId
    role_id: RoleId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnswered:
    """The reason for holding back is not said at the table: `FactHeldBack` keeps it where there is a fact."""

    at: datetime
    table_id: TableId
    ask_id: AskId
    seat_id: SeatId
    reply: Reply
    fact_id: FactId | None
    reason: BarrierCategory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsLinked:
    at: datetime
    table_id: TableId
    link_id: LinkId
    seat_id: SeatId
    fact_ids: frozenset[FactId]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMentionedAgain:
    """`seat_id`: who noticed it, not who spoke."""

    at: datetime
    table_id: TableId
    seat_id: SeatId
    fact_id: FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsDisputed:
    at: datetime
    table_id: TableId
    dispute_id: DisputeId
    seat_id: SeatId
    fact_ids: frozenset[FactId]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSettled:
    at: datetime
    table_id: TableId
    dispute_id: DisputeId
    seat_id: SeatId
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierRaised:
    barrier_id: BarrierId
    category: BarrierCategory
    text: str
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierEdited:
    at: datetime
    barrier_id: BarrierId
    category: BarrierCategory
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierHidden:
    at: datetime
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierShown:
    at: datetime
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierWeighed:
    at: datetime
    barrier_id: BarrierId
    standing: Standing
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierGrouped:
    """A barrier was put together with another, or (None) stands alone again; both keep their text."""

    at: datetime
    barrier_id: BarrierId
    into_id: BarrierId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierPolled:
    at: datetime
    participant_id: ParticipantId
    barrier_id: BarrierId
    standing: Standing
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierVoted:
    at: datetime
    participant_id: ParticipantId
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteWithdrawn:
    at: datetime
    participant_id: ParticipantId
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperVotesCounted:
    """All votes a barrier got on paper; a later count replaces an earlier one."""

    at: datetime
    barrier_id: BarrierId
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentMade:
    at: datetime
    commitment_id: CommitmentId
    barrier_id: BarrierId | None
    situation: str
    action: str
    owner: str
    due: date | None
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDropped:
    at: datetime
    commitment_id: CommitmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedOut:
    at: datetime
    participant_id: ParticipantId
    confidence_then: int
    confidence_now: int
    takeaway: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKept:
    """Somebody answered, or raised a barrier, in private: not who, not when, not what. Rules: J8, D11."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierKept:
    """A barrier was raised that nobody sees yet; the log holds an `AnswerKept` for it. Rule: D11."""

    barrier_id: BarrierId
    category: BarrierCategory
    text: str
    setting: Setting


class AnswerKind(StrEnum):
    """What is answered in private, each in a step of its own."""

    FIRST_READ = "first_read"
    SECOND_READ = "second_read"
    VOTE = "vote"
    POLL = "poll"
    CHECK_OUT = "check_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many chose a thing: None where the number is withheld, `is_few` where it is under 3."""

    id: str
    n: int | None
    is_few: bool


class Amount(StrEnum):
    """How many of a group, in a word. Rule: J11."""

    FEW = "few"  # fewer than a third
    ABOUT_HALF = "about_half"
    MOST = "most"  # more than two thirds


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A mean as closely as it may be told: the least and the most it can be; often the same. Rule: J11."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsOfTable:
    """The reads of one table, as far as they may be told beside those of the room and of the others.

    `fitting`: how many chose what fits the whole, None where that is not told.
    """

    table_id: TableId
    asked: int
    given: int | None
    fitting: Amount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsCounted:
    """What the reads of a step came to. `asked`: in a seat; `given`: answered, None under 3.

    `needs`: how many chose 0, 1, .. 10, and `options` how many chose each; both empty under 3. `topics` and
    `tables` hold what may be told of them only.
    """

    is_second: bool
    asked: int
    given: int | None
    needs: tuple[int, ...]
    options: tuple[Tally, ...]
    topics: tuple[Tally, ...]
    tables: tuple[ReadsOfTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesCounted:
    """What the votes on phones came to. `given`: how many voted, None under 3; `votes` is empty then."""

    given: int | None
    votes: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledBarrier:
    """What people said of one barrier: how many said each, as far as it may be told."""

    barrier_id: BarrierId
    standings: tuple[Tally, ...]
    reaches: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCounted:
    """What the poll about the first barriers came to. `given`: how many said something, None under 3."""

    asked: int
    given: int | None
    barriers: tuple[PolledBarrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutsCounted:
    """What the check-outs came to: their means, and the take-aways sorted by their own words."""

    asked: int
    given: int | None
    then: Between | None
    now: Between | None
    takeaways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersForgotten:
    """Who answered what in a step that cannot come back is erased. Rule: J8."""

    kind: AnswerKind


Counted = ReadsCounted | VotesCounted | PollCounted | CheckOutsCounted
Private = (
    FirstReadGiven | SecondReadGiven | BarrierVoted | VoteWithdrawn | BarrierPolled | CheckedOut | BarrierKept
)
"""Lies beside the log while its step lasts; logs of earlier versions held all of them but the last."""

PRIVATE: tuple[type[Private], ...] = (
    FirstReadGiven,
    SecondReadGiven,
    BarrierVoted,
    VoteWithdrawn,
    BarrierPolled,
    CheckedOut,
    BarrierKept,
)


Event = (
    WorkshopOpened
    | TablesArranged
    | ParticipantJoined
    | ParticipantSeated
    | ParticipantLeft
    | ParticipantRemoved
    | ParticipantRestored
    | PhaseEntered
    | MoveUndone
    | DoorSet
    | ScreenSet
    | ReplayShown
    | WorkshopPaused
    | WorkshopResumed
    | PhaseExtended
    | RoundSet
    | TellingSet
    | InjectGiven
    | HandRead
    | FirstReadGiven
    | SecondReadGiven
    | TableAnswerGiven
    | FactRevealed
    | FactHeldBack
    | ReasonTold
    | RoleAsked
    | AskAnswered
    | FactsLinked
    | FactMentionedAgain
    | FactsDisputed
    | DisputeSettled
    | BarrierRaised
    | BarrierEdited
    | BarrierHidden
    | BarrierShown
    | BarrierWeighed
    | BarrierGrouped
    | BarrierPolled
    | BarrierVoted
    | VoteWithdrawn
    | PaperVotesCounted
    | CommitmentMade
    | CommitmentDropped
    | CheckedOut
    | AnswerKept
    | BarrierKept
    | ReadsCounted
    | VotesCounted
    | PollCounted
    | CheckOutsCounted
    | AnswersForgotten
)
