"""One table's hour again: its picture at every moment, folded from the log. Rule: V21.

Public events of that table only: whoever was at it saw them happen. What was held back, judged or answered
in private is not among them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.log import events as e
from app.domain.log.commands import TableId
from app.domain.log.events import Event
from app.domain.log.state import Table, Workshop
from app.domain.rules import agenda, sharing, steps
from app.domain.rules.stopwatch import stopwatch
from app.domain.scenario import PhaseKind
from app.domain.views.families import Value, joined
from app.domain.views.pictures import Painted, picture
from app.domain.workshop.evolution import evolve

_OF_ALL = (
    e.WorkshopOpened
    | e.TablesArranged
    | e.PhaseEntered
    | e.MoveUndone
    | e.WorkshopPaused
    | e.WorkshopResumed
    | e.PhaseExtended
    | e.RoundSet
    | e.InjectGiven
)
_AT_THE_TABLE = (
    e.FactRevealed
    | e.RoleAsked
    | e.AskAnswered
    | e.FactsLinked
    | e.FactMentionedAgain
    | e.FactsDisputed
    | e.DisputeSettled
)


class MomentKind(StrEnum):
    """What happened at a moment, as far as one may want to jump to it."""

    STEP = "step"
    REVEAL = "reveal"
    INSIGHT = "insight"
    LINK = "link"
    ASK = "ask"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A table's picture after an event. `version` counts the log's events from 1; `seconds`: of sharing.

    `about`: the step's id, the fact, the insights (comma-joined) or the question, by its kind.
    """

    version: int
    kind: MomentKind
    about: str
    seconds: int
    picture: Value


@dataclass(frozen=True, slots=True)
class _Folded:
    """The workshop after a public event, and before it."""

    version: int
    event: Event
    before: Workshop
    after: Workshop


def is_public(event: Event, table_id: TableId) -> bool:
    """Whether everybody at this table saw it happen."""
    return isinstance(event, _OF_ALL) or (isinstance(event, _AT_THE_TABLE) and event.table_id == table_id)


def moments(nothing_yet: Workshop, events: Iterable[Event], table_id: TableId) -> tuple[Moment, ...]:
    """A table's hour, from the moment sharing began up to the reveal; empty if it never began.

    `nothing_yet`: the workshop before its first event. The first moment is the picture as sharing began;
    each other one is an event that changed it, or that began a step.
    """
    folded = tuple(_folded(nothing_yet, events, table_id))
    if not folded:
        return ()
    seconds = stopwatch(folded[-1].after)
    told: list[Moment] = []
    painted: Painted | None = None
    for one in _shared(folded, table_id):
        table = one.after.tables[table_id]
        value = picture(one.after, table, painted)
        if told and value == told[-1].picture and not isinstance(one.event, e.PhaseEntered):
            continue
        painted = Painted(scenario=one.after.scenario, table=table, value=value)
        kind, about = _what(one, table_id)
        told.append(
            Moment(
                version=one.version, kind=kind, about=about, seconds=seconds(_at(one.event)), picture=value
            )
        )
    return tuple(told)


def _folded(nothing_yet: Workshop, events: Iterable[Event], table_id: TableId) -> Iterator[_Folded]:
    workshop = nothing_yet
    for version, event in enumerate(events, start=1):
        if is_public(event, table_id):
            before, workshop = workshop, evolve(workshop, event)
            yield _Folded(version, event, before, workshop)


def _shared(folded: Iterable[_Folded], table_id: TableId) -> Iterator[_Folded]:
    """What happened from the beginning of sharing on, and before what was missed is told."""
    has_begun = False
    for one in folded:
        if isinstance(one.event, e.TablesArranged):
            has_begun = False  # nothing lay on the tables: T2
        has_begun = has_begun or steps.is_sharing(one.after.phase.kind)
        is_over = agenda.has_reached(one.after, PhaseKind.REVEAL)
        if has_begun and not is_over and table_id in one.after.tables:
            yield one


def _what(one: _Folded, table_id: TableId) -> tuple[MomentKind, str]:
    signs = one.after.signs
    match one.event:
        case e.PhaseEntered() | e.MoveUndone():
            return MomentKind.STEP, one.after.phase_id
        case e.FactRevealed():
            return MomentKind.REVEAL, signs.fact(one.event.fact_id)
        case e.FactsLinked():
            found = _newly_found(one, one.before.tables[table_id], one.after.tables[table_id])
            return (MomentKind.INSIGHT, joined(found)) if found else (MomentKind.LINK, one.event.link_id)
        case e.RoleAsked():
            return MomentKind.ASK, one.event.ask_id
        case _:
            return MomentKind.OTHER, ""


def _newly_found(one: _Folded, before: Table, after: Table) -> list[str]:
    known = sharing.recognised(one.before, before)
    return [insight for insight in sharing.recognised(one.after, after) if insight not in known]


def _at(event: Event) -> datetime:
    assert isinstance(event, _OF_ALL | _AT_THE_TABLE), "only what is public is folded"
    return event.at
