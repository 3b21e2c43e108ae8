"""A workshop as it stands: frozen values, small enough to copy where an event touches them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.domain.log.commands import (
    AskId,
    BarrierId,
    CommitmentId,
    DisputeId,
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
from app.domain.log.events import AnswerKind, CheckOutsCounted, PollCounted, ReadsCounted, VotesCounted
from app.domain.log.signs import Signs
from app.domain.scenario import (
    BarrierCategory,
    FactId,
    HandVisibility,
    InjectId,
    OptionId,
    Phase,
    PhaseId,
    RoleId,
    Scenario,
    TopicId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """A fact on the table. `order` counts from 1 at its table."""

    fact_id: FactId
    seat_id: SeatId
    wording: Wording
    at: datetime
    order: int
    by_facilitator: bool
    ask_id: AskId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    id: AskId
    by_seat_id: SeatId
    role_id: RoleId
    text: str
    at: datetime
    order: int
    reply: Reply | None = None
    fact_id: FactId | None = None
    reason: BarrierCategory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Facts that somebody said belong together. `lay`: how many facts were on the table at that moment."""

    id: LinkId
    seat_id: SeatId
    fact_ids: frozenset[FactId]
    line: str
    at: datetime
    order: int
    lay: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two facts that somebody said do not fit. `settled_line`: how the table settled it, in its own words."""

    id: DisputeId
    seat_id: SeatId
    fact_ids: frozenset[FactId]
    line: str
    at: datetime
    order: int
    settled_line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One role, or several merged, at one table; the facts it holds; what it keeps back, and why.

    `reasons_told`: of the facts it keeps back, those whose reason it let its table know. `reasons_changed`:
    how often a reason for keeping one back was changed.
    """

    id: SeatId
    table_id: TableId
    role_ids: tuple[RoleId, ...]
    hand: frozenset[FactId]
    held_back: Mapping[FactId, BarrierCategory | None] = field(default_factory=dict)
    reasons_told: frozenset[FactId] = frozenset()
    reasons_changed: int = 0
    has_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """5-7 seats that share one picture. `number` counts from 1.

    `again`: how often somebody spoke again of a fact on the table. `answer`: the reading the table agreed on.
    """

    id: TableId
    number: int
    seats: Mapping[SeatId, Seat]
    revealed: Mapping[FactId, Revealed] = field(default_factory=dict)
    asks: Mapping[AskId, Ask] = field(default_factory=dict)
    links: Mapping[LinkId, Link] = field(default_factory=dict)
    again: Mapping[FactId, int] = field(default_factory=dict)
    disputes: Mapping[DisputeId, Dispute] = field(default_factory=dict)
    answer: OptionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A private judgement: need 0-10, what is going on, in a line why, and the topic that worries."""

    need: int
    option_id: OptionId
    line: str
    topic_id: TopicId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutAnswer:
    confidence_then: int
    confidence_now: int
    takeaway: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What somebody thinks a barrier is, and who could change it."""

    barrier_id: BarrierId
    standing: Standing
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one person answered in private while a step lasts; nothing of it is in the log. Rule: J8.

    `counted`: what of it the last count of this very step took in. `changes`: how often it changed.
    """

    first_read: Read | None = None
    second_read: Read | None = None
    votes: frozenset[BarrierId] = frozenset()
    polled: tuple[Polled, ...] = ()
    check_out: CheckOutAnswer | None = None
    counted: "Answers | None" = None
    changes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part. `seat_id` None: observes. `joined_in`: the phase they came in."""

    id: ParticipantId
    joined_in: PhaseId
    seat_id: SeatId | None = None
    is_removed: bool = False
    has_left: bool = False
    answers: Answers = Answers()

    @property
    def takes_part(self) -> bool:
        return not (self.is_removed or self.has_left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """What kept something from being shared. `into`: the barrier it was put together with. Rule: D13."""

    id: BarrierId
    category: BarrierCategory
    text: str
    setting: Setting
    is_hidden: bool = False
    standing: Standing | None = None
    reach: Reach | None = None
    paper_votes: int = 0
    into: BarrierId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What private answers came to when their step was over: all that is kept of them. Rule: J8."""

    first_reads: ReadsCounted | None = None
    second_reads: ReadsCounted | None = None
    votes: VotesCounted | None = None
    poll: PollCounted | None = None
    check_outs: CheckOutsCounted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    id: CommitmentId
    barrier_id: BarrierId | None
    situation: str
    action: str
    owner: str
    due: date | None
    check: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time the clock stood still."""

    since: datetime
    until: datetime

    @property
    def length_s(self) -> float:
        return (self.until - self.since).total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The running phase's time: when it was entered, what was added, when it stood still.

    An anchor, not a countdown: `agenda.ends_at` derives the rest.
    """

    entered_at: datetime
    extra_s: int = 0
    pauses: tuple[Pause, ...] = ()
    paused_at: datetime | None = None
    pause_reason: str = ""

    @property
    def paused_s(self) -> float:
        """Seconds of the pauses that are over."""
        return sum(pause.length_s for pause in self.pauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRun:
    """A phase as it was run: for planned against actual minutes. `left_at` None: it still runs."""

    phase_id: PhaseId
    entered_at: datetime
    left_at: datetime | None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a move left behind, so that it can be undone."""

    phase_id: PhaseId
    clock: Clock
    runs: tuple[PhaseRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How the facilitator wants a sharing phase played, instead of how the scenario has it."""

    visibility: HandVisibility
    shows_insights_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What who leads wants told: that a link came close (None: as the scenario has it), and in the report
    what people wrote beside their links."""

    near_misses: bool | None = None
    lines_in_report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What the facilitator chose to show: one table, or all (None)."""

    table_id: TableId | None = None
    is_blank: bool = False
    is_frozen: bool = False
    shows_threads: bool = False
    shows_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What one would have had otherwise: this fact on the table in that minute of sharing, from 0."""

    fact_id: FactId
    minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Which moment of a table is shown again. `since`: it plays, and was at `moment` then."""

    table_id: TableId
    moment: int
    since: datetime | None
    view: ReplayView
    otherwise: Otherwise | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """One run of a scenario. `opened_at` None: the log is empty. `injects`: those given, and when.

    `is_locked`: nobody new comes in.
    `waiting`: barriers that were raised and that nobody sees yet. Rule: D11. `counts`: how often the answers
    of a step that may be gone back to were counted and told.
    `signs`: what its facts and options are called where they leave it; no part of what happened.
    """

    scenario: Scenario
    phase_id: PhaseId
    opened_at: datetime | None = None
    clock: Clock | None = None
    tables: Mapping[TableId, Table] = field(default_factory=dict)
    participants: Mapping[ParticipantId, Participant] = field(default_factory=dict)
    barriers: Mapping[BarrierId, Barrier] = field(default_factory=dict)
    waiting: Mapping[BarrierId, Barrier] = field(default_factory=dict)
    results: Results = Results()
    counts: Mapping[AnswerKind, int] = field(default_factory=dict)
    commitments: Mapping[CommitmentId, Commitment] = field(default_factory=dict)
    runs: tuple[PhaseRun, ...] = ()
    left: Left | None = None
    screen: Screen = Screen()
    telling: Telling = Telling()
    replay: Replay | None = None
    is_locked: bool = False
    rounds: Mapping[PhaseId, Round] = field(default_factory=dict)
    injects: Mapping[InjectId, datetime] = field(default_factory=dict)
    table_by_seat: Mapping[SeatId, TableId] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs, compare=False)

    @property
    def phase(self) -> Phase:
        """The phase that runs, as the facilitator wants it played."""
        return self.as_played(self.scenario.phase_by_id[self.phase_id])

    def as_played(self, phase: Phase) -> Phase:
        """A phase of the scenario with the facilitator's own round settings. Rule: A7."""
        wanted = self.rounds.get(phase.id)
        if wanted is None:
            return phase
        return replace(phase, visibility=wanted.visibility, shows_insights_left=wanted.shows_insights_left)

    @property
    def tells_near_misses(self) -> bool:
        """Whether a table is told that a link came close. Rule: S18."""
        wanted = self.telling.near_misses
        return self.scenario.tells_near_misses if wanted is None else wanted

    def seat(self, seat_id: SeatId) -> Seat:
        return self.tables[self.table_by_seat[seat_id]].seats[seat_id]
