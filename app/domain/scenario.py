"""A scenario: the authored family, its people, roles, facts and insights, and the hour's agenda."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NewType

PersonId = NewType("PersonId", str)
HouseholdId = NewType("HouseholdId", str)
RoleId = NewType("RoleId", str)
TopicId = NewType("TopicId", str)
FactId = NewType("FactId", str)
InsightId = NewType("InsightId", str)
OptionId = NewType("OptionId", str)
PhaseId = NewType("PhaseId", str)
InjectId = NewType("InjectId", str)


class Symbol(StrEnum):
    """The genogram shape the author chose for a person; never inferred. Source: docs/field.md 5."""

    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"  # a pregnancy
    QUESTION = "question"  # known to exist, not known who


class RelationKind(StrEnum):
    """Lines of a genogram. Couples and parentage have their own shapes, bonds are drawn over them."""

    MARRIED = "married"
    COHABITING = "cohabiting"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    PARENT = "parent"  # people[0] is a parent of people[1]
    ADOPTED = "adopted"  # people[0] has adopted people[1]
    FOSTERED = "fostered"  # people[0] fosters people[1]
    IDENTICAL = "identical"  # twins of one egg
    CLOSE = "close"
    FUSED = "fused"  # closer than is good for either
    DISTANT = "distant"
    CONFLICT = "conflict"
    CUT_OFF = "cut_off"
    CARES_FOR = "cares_for"
    FOCUSED_ON = "focused_on"  # people[0] sees people[1] and nobody else
    HARMS = "harms"  # people[0] harms people[1]


class Column(StrEnum):
    """Where the shared picture lists a fact."""

    WORRY = "worry"
    STRENGTH = "strength"
    NEUTRAL = "neutral"


class Source(StrEnum):
    """How the agency came to know the fact."""

    SEEN = "seen"
    TOLD = "told"
    RECORDED = "recorded"


class Tier(StrEnum):
    """`extra` facts are left out where hands would grow too large."""

    CORE = "core"
    EXTRA = "extra"


class FactKind(StrEnum):
    """What a fact is for in the puzzle. Source: docs/field.md 8."""

    KEY = "key"
    SUPPORTING = "supporting"
    DETAIL = "detail"  # the same event, seen differently
    RED_HERRING = "red_herring"
    GAP = "gap"  # what nobody has seen or done
    COMMON = "common"  # carries the easy wrong story
    BELOW_THRESHOLD = "below_threshold"
    VOICE = "voice"  # a child's own words or behaviour


class Level(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class PhaseKind(StrEnum):
    """The named steps an agenda is made of. Source: docs/field.md 6."""

    LOBBY = "lobby"
    WELCOME = "welcome"
    READ = "read"
    FIRST_READ = "first_read"
    SHARE = "share"
    PULSE = "pulse"
    ASK_AND_LINK = "ask_and_link"
    SECOND_READ = "second_read"
    REVEAL = "reveal"
    REPLAY = "replay"
    BARRIERS = "barriers"
    VOTE = "vote"
    MEANING = "meaning"
    COMMITMENTS = "commitments"
    CHECK_OUT = "check_out"
    CLOSED = "closed"


class HandVisibility(StrEnum):
    """Whether people may keep looking at their hand while they talk. Source: docs/field.md 3."""

    MEMORY = "memory"
    OPEN = "open"
    LABELLED = "labelled"


class BarrierCategory(StrEnum):
    """What kept something from being shared: the twelve of docs/field.md 2, and other."""

    LAW = "law"
    CONSENT = "consent"
    FEAR = "fear"
    TRUST = "trust"
    CULTURE = "culture"
    LANGUAGE = "language"
    ROLES = "roles"
    RELEVANCE = "relevance"
    OWNERSHIP = "ownership"
    CAPACITY = "capacity"
    SYSTEMS = "systems"
    PROCESS = "process"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment or a span, as exactly as the agency knows it.

    `first` and `last` are inclusive days; `text` is how the author wrote it ("2024-09..2025-02").
    """

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a person stands on the genogram: `x` in steps to the right, `y` in generations down, from 0."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in or around the family. `is_index` marks the child the family is known for."""

    id: PersonId
    name: str
    also_known_as: tuple[str, ...]
    symbol: Symbol
    position: Position
    household_id: HouseholdId | None
    born: When | None
    died: When | None
    is_child: bool
    is_index: bool
    is_known_at_start: bool
    intro: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    id: HouseholdId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A line of the genogram between two people. `shown_by`: the facts that reveal it; none means known."""

    kind: RelationKind
    people: tuple[PersonId, PersonId]
    since: When | None
    until: When | None
    shown_by: frozenset[FactId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A post and the agency it belongs to.

    `merges_with` lists the roles that plausibly sit together with this one, best first.
    `alone` is the author's key: what one would think holding this hand only.
    `short`: what people call it in a word or two.
    """

    id: RoleId
    name: str
    agency: str
    does: str
    holds: str
    threshold: str
    worry: str
    alone: str
    is_core: bool
    merges_with: tuple[RoleId, ...]
    short: str | None = None

    @property
    def called(self) -> str:
        """What it is called where there is little room: the author's short name, else the post."""
        return self.short or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    id: TopicId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One piece of knowledge, held by one role (unique) or several (shared).

    `minimum` is the least that serves the purpose of a sensitive fact; `need_to_know` who needs more.
    """

    id: FactId
    text: str
    held_by: frozenset[RoleId]
    about: tuple[PersonId, ...]
    topic_id: TopicId
    when: When | None
    minimum: str | None
    need_to_know: frozenset[RoleId]
    column: Column
    source: Source
    tier: Tier
    kinds: frozenset[FactKind]
    note: str

    @property
    def is_sensitive(self) -> bool:
        return self.minimum is not None

    @property
    def is_nobody_s_need(self) -> bool:
        """Sensitive, and nobody beyond its holder needs it: unsaid, it rightly stayed so."""
        return self.is_sensitive and not self.need_to_know

    @property
    def is_unique(self) -> bool:
        return len(self.held_by) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two facts that cannot both be read at face value, and the facts that settle them.

    `resolved_by` empty means that the two facts' own dates settle it, as `explanation` says.
    """

    id: str
    fact_ids: tuple[FactId, FactId]
    resolved_by: frozenset[FactId]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """What follows once certain facts lie together. Each set in `solved_by` is enough by itself."""

    id: InsightId
    title: str
    statement: str
    level: Level
    is_strength: bool
    solved_by: tuple[frozenset[FactId], ...]
    why: str
    next_step: str
    ask: str
    barriers: tuple[BarrierCategory, ...]

    def follows_from(self, fact_ids: frozenset[FactId]) -> bool:
        """Whether these facts together are enough."""
        return any(solution <= fact_ids for solution in self.solved_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to "what is going on?"."""

    id: OptionId
    text: str
    is_answer: bool
    is_decoy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What each participant judges in private, before and after sharing.

    The scale runs from 0 (`scale_low`) to 10 (`scale_high`). `decoy_from`: the shared facts that
    suggest the decoy.
    """

    scale_ask: str
    scale_low: str
    scale_high: str
    ask: str
    options: tuple[Option, ...]
    decoy_from: frozenset[FactId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of the agenda. `minutes` 0 means untimed. `says`: what the facilitator says.

    `aim` is for who leads, `headline` for everybody.
    """

    id: PhaseId
    kind: PhaseKind
    title: str
    minutes: int
    aim: str
    says: tuple[str, ...]
    prompts: tuple[str, ...]
    visibility: HandVisibility
    shows_insights_left: bool
    headline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject:
    """News that comes in while people share, to some roles or, with none named, to everyone.

    `minute`: when it is due, counted from the start of its phase. `fact_ids`: facts that come to hands only
    with it.
    """

    id: InjectId
    title: str
    text: str
    to: tuple[RoleId, ...]
    phase_id: PhaseId
    minute: int
    fact_ids: frozenset[FactId]


@dataclass(frozen=True, slots=True, kw_only=True)
class BigPicture:
    """The author's key to the whole: a need and a next step, never a culprit."""

    easy_story: str
    statement: str
    next_step: str
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)  # no slots: the look-ups below are computed once and kept
class Scenario:
    """The authored family. References are already checked: every id names something here.

    `fallback`: the language of its texts that have no translation; empty where all have one, or need none.
    `agendas`: the names of those it may be played by besides its own; none: any.
    `tells_near_misses`: a table is told that a link came close, unless who leads wants it otherwise.
    """

    id: str
    version: str
    language: str
    title: str
    summary: str
    author: str
    licence: str
    today: date
    content_notes: tuple[str, ...]
    support: str
    people: tuple[Person, ...]
    households: tuple[Household, ...]
    relations: tuple[Relation, ...]
    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]
    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...]
    insights: tuple[Insight, ...]
    reads: Reads
    big_picture: BigPicture
    agenda: tuple[Phase, ...]
    injects: tuple[Inject, ...] = ()
    agendas: tuple[str, ...] = ()
    tells_near_misses: bool = True
    glossary: Mapping[str, str] = field(default_factory=dict)
    fallback: str = ""

    @cached_property
    def fact_by_id(self) -> Mapping[FactId, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def role_by_id(self) -> Mapping[RoleId, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def insight_by_id(self) -> Mapping[InsightId, Insight]:
        return {insight.id: insight for insight in self.insights}

    @cached_property
    def phase_by_id(self) -> Mapping[PhaseId, Phase]:
        return {phase.id: phase for phase in self.agenda}

    @cached_property
    def inject_by_id(self) -> Mapping[InjectId, Inject]:
        return {inject.id: inject for inject in self.injects}

    @cached_property
    def injected(self) -> frozenset[FactId]:
        """The facts that nobody holds before an inject brings them."""
        return frozenset().union(*(inject.fact_ids for inject in self.injects))

    @cached_property
    def hand_by_role(self) -> Mapping[RoleId, frozenset[FactId]]:
        """Every fact each role holds, both tiers, those that come with an inject among them."""
        return {
            role.id: frozenset(fact.id for fact in self.facts if role.id in fact.held_by)
            for role in self.roles
        }
