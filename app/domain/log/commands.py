"""What people ask the workshop to do: one value per wish, each inside a `Command` that says who and when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

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

WorkshopId = NewType("WorkshopId", str)
CommandId = NewType("CommandId", str)
TableId = NewType("TableId", str)
SeatId = NewType("SeatId", str)
ParticipantId = NewType("ParticipantId", str)
AskId = NewType("AskId", str)
LinkId = NewType("LinkId", str)
DisputeId = NewType("DisputeId", str)
BarrierId = NewType("BarrierId", str)
CommitmentId = NewType("CommitmentId", str)

Layout = tuple[tuple[tuple[RoleId, ...], ...], ...]
"""Tables, in order; their seats, in order; the roles each seat plays (two or more are merged)."""


SCALE = range(0, 11)
"""Of every judgement in numbers: need, and confidence then and now."""


class Wording(StrEnum):
    """How much of a sensitive fact is put on the table."""

    FULL = "full"
    MINIMUM = "minimum"


class Reply(StrEnum):
    """How a question to a role was answered."""

    FACT = "fact"
    NOTHING_HELD = "nothing_held"
    HELD_BACK = "held_back"


class Setting(StrEnum):
    """Where a barrier was met."""

    EXERCISE = "exercise"
    REAL_WORK = "real_work"


class Standing(StrEnum):
    """What the people in the workshop think a barrier is."""

    RULE = "rule"
    BELIEF = "belief"
    UNSURE = "unsure"


class Reach(StrEnum):
    """Who could change a barrier."""

    ME = "me"
    AGENCY = "agency"
    PARTNERSHIP = "partnership"
    NATIONAL = "national"


class ReplayView(StrEnum):
    """What of a table is looked back at: its picture, three views of it side by side, or a "what if"."""

    PICTURE = "picture"
    SIDES = "sides"
    WHAT_IF = "what_if"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorActor:
    """Whoever leads: the facilitator or a co-facilitator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantActor:
    participant_id: ParticipantId


Actor = FacilitatorActor | ParticipantActor


# --- what the facilitator does -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWorkshop:
    """Start a workshop on the pinned scenario. Not on the wire: the web door says it once.

    `near_misses`: whether tables are told that a link came close; None: as the scenario has it.
    """

    layout: Layout
    near_misses: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeTables:
    """Lay the tables anew, in the lobby; those who wait are seated again in the order they came."""

    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatParticipant:
    participant_id: ParticipantId
    seat_id: SeatId


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveParticipant:
    """Take a device out of the workshop; its seat and what was revealed stay."""

    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreParticipant:
    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToPhase:
    """Go from one phase to another; `from_phase_id` is the phase the facilitator was looking at."""

    from_phase_id: PhaseId
    phase_id: PhaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMove:
    """Take the last move back within seconds, as if it had not been made. `phase_id`: the phase moved to."""

    phase_id: PhaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveParticipants:
    """Several at once: none of them takes part any more, until let back in one by one."""

    participant_ids: frozenset[ParticipantId]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDoor:
    """While the door is locked nobody new comes in; who is in stays, and comes back."""

    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """Do what is due by now: forget answers of steps that cannot come back, let barriers in that wait.

    Not on the wire: the server says it, a while after what made it due.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScreen:
    """What the shared screen shows: all tables or one; blank is nothing, frozen keeps what stands there.

    With threads, a line from each agency to everybody it has told of; with the code, how to join in any step.
    """

    table_id: TableId | None
    is_blank: bool
    is_frozen: bool
    shows_threads: bool = False
    shows_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReplay:
    """Show a table's picture as it was; no table: as it is again.

    `moment` counts the moments of that table from 0; while it plays, it is where the play began. `fact_id`
    and `minute` say what one would have had otherwise: this fact, in that minute of sharing.
    """

    table_id: TableId | None
    moment: int = 0
    is_playing: bool = False
    view: ReplayView = ReplayView.PICTURE
    fact_id: FactId | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWorkshop:
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeWorkshop:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendPhase:
    """Add seconds to the running phase; negative shortens it."""

    phase_id: PhaseId
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRound:
    """How a sharing phase is played: whether hands stay in sight, whether insights left are counted."""

    phase_id: PhaseId
    visibility: HandVisibility
    shows_insights_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTelling:
    """Whether tables are told that a link came close; whether what people wrote beside links is reported."""

    near_misses: bool
    lines_in_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveInject:
    """Let the scenario's news come in: what it says, and the facts it brings."""

    inject_id: InjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class EditBarrier:
    """Correct a barrier's words (to take names out) or its category."""

    barrier_id: BarrierId
    category: BarrierCategory
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HideBarrier:
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowBarrier:
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighBarrier:
    """Record what those present think: a rule or a belief, and who could change it."""

    barrier_id: BarrierId
    standing: Standing
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class CountVotes:
    """How many votes a barrier got on paper, all of them together; counting again corrects it."""

    barrier_id: BarrierId
    votes: int


# --- what a participant does --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWorkshop:
    """Come in. Not on the wire: the join page says it, with the participant id it made."""

    participant_id: ParticipantId
    as_observer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSeat:
    """Choose a seat, or, with none, observe."""

    seat_id: SeatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveWorkshop:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishReading:
    """Say that the hand is read. `seat_id` is for the facilitator who works a paper seat."""

    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRead:
    """Judge in private; the phase decides whether it is the first read or the second.

    `need` runs from 0 to 10.
    """

    need: int
    option_id: OptionId
    line: str
    topic_id: TopicId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveTableAnswer:
    """Say which reading the seat's table agrees on; said again, by whoever sits there, the last one holds."""

    option_id: OptionId
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealFact:
    fact_id: FactId
    wording: Wording = Wording.FULL
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBack:
    """Decide not to reveal; no reason means "prefer not to say"."""

    fact_id: FactId
    reason: BarrierCategory | None
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWhy:
    """Tell one's own table why one's seat held a fact back. Nobody says it for somebody else."""

    fact_id: FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRole:
    ask_id: AskId
    role_id: RoleId
    text: str
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsk:
    """Answer with a fact (which reveals it), with "nothing held", or by holding back."""

    ask_id: AskId
    reply: Reply
    fact_id: FactId | None = None
    wording: Wording = Wording.FULL
    reason: BarrierCategory | None = None
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """Say that revealed facts belong together, and in a line what they suggest."""

    link_id: LinkId
    fact_ids: frozenset[FactId]
    line: str
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionAgain:
    """Say that somebody spoke again of a fact that lies on the table."""

    fact_id: FactId
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFacts:
    """Say that two facts on the table do not fit each other, and in a line why."""

    dispute_id: DisputeId
    fact_ids: frozenset[FactId]
    line: str
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDispute:
    """Say how the table settled a dispute; said again, the last words hold."""

    dispute_id: DisputeId
    line: str
    seat_id: SeatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseBarrier:
    barrier_id: BarrierId
    category: BarrierCategory
    text: str
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteForBarrier:
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBarrier:
    """Put a barrier together with another that says the same; `into_id` None: it stands alone again."""

    barrier_id: BarrierId
    into_id: BarrierId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollBarrier:
    """Say in private what one of the first three is, and who could change it; said again, the last holds."""

    barrier_id: BarrierId
    standing: Standing
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawVote:
    barrier_id: BarrierId


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCommitment:
    """If `situation`, then `owner` will `action` by `due`; `check` is how we will know.

    The same commitment id again revises it.
    """

    commitment_id: CommitmentId
    barrier_id: BarrierId | None
    situation: str
    action: str
    owner: str
    due: date | None
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropCommitment:
    commitment_id: CommitmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOut:
    """Confidence in sharing information, then and now (0-10), asked once at the end; one takeaway."""

    confidence_then: int
    confidence_now: int
    takeaway: str


FacilitatorWish = (
    OpenWorkshop
    | ArrangeTables
    | SeatParticipant
    | RemoveParticipant
    | RestoreParticipant
    | MoveToPhase
    | UndoMove
    | RemoveParticipants
    | SetDoor
    | Settle
    | SetScreen
    | ShowReplay
    | PauseWorkshop
    | ResumeWorkshop
    | ExtendPhase
    | SetRound
    | SetTelling
    | GiveInject
    | EditBarrier
    | HideBarrier
    | ShowBarrier
    | WeighBarrier
    | GroupBarrier
    | CountVotes
)
ParticipantWish = (
    JoinWorkshop
    | TakeSeat
    | LeaveWorkshop
    | FinishReading
    | GiveRead
    | GiveTableAnswer
    | RevealFact
    | HoldBack
    | TellWhy
    | AskRole
    | AnswerAsk
    | LinkFacts
    | MentionAgain
    | DisputeFacts
    | SettleDispute
    | RaiseBarrier
    | VoteForBarrier
    | WithdrawVote
    | PollBarrier
    | MakeCommitment
    | DropCommitment
    | CheckOut
)
Wish = FacilitatorWish | ParticipantWish


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A wish, who says it and when. `id` is chosen by the device; the same id twice decides to nothing."""

    id: CommandId
    at: datetime
    by: Actor
    wish: Wish
