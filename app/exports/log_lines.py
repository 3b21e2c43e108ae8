"""The log as lines of JSON for researchers: no names, no free text, nothing that leads back to an answer.

What was done at a table keeps its moment, seat and participant number. Private answers (reads, votes,
check-outs) and everything about barriers stand at the end of their phase without moment, seat or
participant, sorted by what they say; so swapping two authors changes nothing. Lines are numbered after that.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.log import events as e
from app.domain.log.commands import (
    BarrierId,
    CommitmentId,
    Layout,
    ParticipantId,
    SeatId,
    TableId,
)
from app.domain.log.events import Event
from app.domain.report.answers import FEWEST_BROKEN_DOWN
from app.domain.report.debrief_results import barrier_numbers
from app.domain.report.fates import Method
from app.domain.rules.seating import lay
from app.domain.scenario import Scenario
from app.domain.workshop.decision import fold
from app.store.event_codec import encode

Line = dict[str, Any]

_ANSWERS = (e.FirstReadGiven, e.SecondReadGiven, e.CheckedOut)
_BARRIERS = (
    e.BarrierRaised,
    e.BarrierEdited,
    e.BarrierWeighed,
    e.BarrierVoted,
    e.VoteWithdrawn,
    e.PaperVotesCounted,
)
_REPLACED = (e.BarrierEdited, e.BarrierWeighed, e.PaperVotesCounted)
_LEFT_OUT = (e.BarrierHidden, e.BarrierShown)


@dataclass(slots=True)
class _Pass:
    """What the pass over the log knows so far."""

    scenario: Scenario
    participants: dict[ParticipantId, str]
    barriers: Mapping[BarrierId, int]
    last_answers: frozenset[int]
    last_words: frozenset[int]
    enough: frozenset[type]
    opened_at: datetime | None = None
    phase: str = ""
    phase_left: str = ""
    seats: dict[SeatId, Line] = field(default_factory=dict)
    tables: dict[TableId, int] = field(default_factory=dict)
    asks: dict[str, int] = field(default_factory=dict)
    disputes: dict[tuple[str, str], int] = field(default_factory=dict)
    commitments: dict[CommitmentId, int] = field(default_factory=dict)


def log_lines(scenario: Scenario, events: Iterable[Event]) -> str:
    """The whole log, one JSON object per line; keys and events are explained by `codebook`."""
    return "".join(
        json.dumps({"seq": seq, **line}, ensure_ascii=False) + "\n"
        for seq, line in enumerate(_lines(scenario, tuple(events)), start=1)
    )


def _lines(scenario: Scenario, log: tuple[Event, ...]) -> Iterator[Line]:
    state = _prepared(scenario, log)
    private: list[Line] = []
    for index, event in enumerate(log):
        if isinstance(event, e.PhaseEntered | e.MoveUndone):
            yield from _sorted(private)
            private = []
        if isinstance(event, _ANSWERS):
            if index in state.last_answers:
                private.append(_answer(state, event))
        elif isinstance(event, _BARRIERS):
            is_last = index in state.last_words or not isinstance(event, _REPLACED)
            if event.barrier_id in state.barriers and is_last:
                private.append(_about_barrier(state, event))
        elif not isinstance(event, _LEFT_OUT):
            yield _done(state, event)
    yield from _sorted(private)


def _prepared(scenario: Scenario, log: tuple[Event, ...]) -> _Pass:
    workshop = fold(scenario, log)
    joined = (event.participant_id for event in log if isinstance(event, e.ParticipantJoined))
    kept = {one.id for one in workshop.participants.values() if one.seat_id}
    last = {
        (type(event), event.participant_id): index
        for index, event in enumerate(log)
        if isinstance(event, _ANSWERS) and event.participant_id in kept
    }
    kinds = [kind for kind, _ in last]
    return _Pass(
        scenario=scenario,
        participants={one: f"P{number}" for number, one in enumerate(dict.fromkeys(joined), start=1)},
        barriers=barrier_numbers(workshop),
        last_answers=frozenset(last.values()),
        last_words=frozenset(
            {
                (type(event), event.barrier_id): index
                for index, event in enumerate(log)
                if isinstance(event, _REPLACED)
            }.values()
        ),
        enough=frozenset(kind for kind in set(kinds) if kinds.count(kind) >= FEWEST_BROKEN_DOWN),
    )


def _sorted(private: Iterable[Line]) -> list[Line]:
    """In the order of what they say: neither who nor when is left in it."""
    return sorted(private, key=lambda line: json.dumps(line, sort_keys=True))


def _answer(state: _Pass, event: e.FirstReadGiven | e.SecondReadGiven | e.CheckedOut) -> Line:
    line: Line = {"phase": state.phase, "event": encode(event)[0]}
    if type(event) not in state.enough:
        return line  # too few: that somebody answered, not what
    match event:
        case e.FirstReadGiven() | e.SecondReadGiven():
            line |= {"need": event.need, "option": event.option_id}
            return line | ({"topic": event.topic_id} if event.topic_id else {})
        case e.CheckedOut():
            return line | {"then": event.confidence_then, "now": event.confidence_now}


def _about_barrier(
    state: _Pass,
    event: e.BarrierRaised
    | e.BarrierEdited
    | e.BarrierWeighed
    | e.BarrierVoted
    | e.VoteWithdrawn
    | e.PaperVotesCounted,
) -> Line:
    line: Line = {
        "phase": state.phase,
        "event": encode(event)[0],
        "barrier": f"B{state.barriers[event.barrier_id]}",
    }
    match event:
        case e.BarrierRaised():
            return line | {"category": event.category.value, "setting": event.setting.value}
        case e.BarrierEdited():
            return line | {"category": event.category.value}
        case e.PaperVotesCounted():
            return line | {"votes": event.votes}
        case e.BarrierWeighed():
            return line | {"standing": event.standing.value, "reach": event.reach.value}
        case _:
            return line


def _done(state: _Pass, event: Event) -> Line:
    """A line about something done in front of everybody, or by the facilitator."""
    at: datetime = event.at  # type: ignore[union-attr]  # only BarrierRaised has none, and is not here
    state.opened_at = state.opened_at or at
    line: Line = {"seconds": int((at - state.opened_at).total_seconds())}
    if isinstance(event, e.WorkshopOpened):
        state.phase = state.scenario.agenda[0].id
    if isinstance(event, e.PhaseEntered):
        state.phase_left, state.phase = state.phase, event.phase_id
    if isinstance(event, e.MoveUndone):
        state.phase = state.phase_left
    line["phase"] = state.phase
    line |= {"event": encode(event)[0]}
    return line | _details(state, event)


def _details(state: _Pass, event: Event) -> Line:
    match event:
        case e.WorkshopOpened() | e.TablesArranged():
            state.seats = _seats(state.scenario, event.layout)
            state.tables = {one.id: one.number for one in lay(state.scenario, event.layout).values()}
            return {"tables": [[list(seat) for seat in table] for table in event.layout]}
        case e.PhaseExtended():
            return {"added_s": event.seconds}
        case e.ParticipantSeated():
            return _person(state, event.participant_id) | _seat(state, event.seat_id)
        case e.ParticipantJoined() | e.ParticipantLeft() | e.ParticipantRemoved() | e.ParticipantRestored():
            return _person(state, event.participant_id)
        case e.HandRead():
            return _seat(state, event.seat_id)
        case e.FactRevealed() | e.FactHeldBack() | e.RoleAsked() | e.AskAnswered() | e.FactsLinked():
            return _at_a_table(state, event)
        case e.FactMentionedAgain():
            return _seat(state, event.seat_id) | _fact(state, event.fact_id)
        case e.TableAnswerGiven():
            return {"table": state.tables[event.table_id], "answer": event.option_id}
        case e.FactsDisputed() | e.DisputeSettled():
            return _seat(state, event.seat_id) | _dispute(state, event)
        case e.RoundSet():
            seen = {"visibility": event.visibility.value, "insights_left": event.shows_insights_left}
            return {"round": event.phase_id, **seen}
        case e.InjectGiven():
            return {"inject": event.inject_id}
        case e.CommitmentMade() | e.CommitmentDropped():
            return _commitment(state, event)
        case _:
            return {}


def _person(state: _Pass, participant_id: ParticipantId) -> Line:
    return {"participant": state.participants[participant_id]}


def _seats(scenario: Scenario, layout: Layout) -> dict[SeatId, Line]:
    return {
        seat.id: {"table": table.number, "role": list(seat.role_ids)}
        for table in lay(scenario, layout).values()
        for seat in table.seats.values()
    }


def _seat(state: _Pass, seat_id: SeatId | None) -> Line:
    return {"observes": True} if seat_id is None else state.seats[seat_id]


def _at_a_table(
    state: _Pass,
    event: e.FactRevealed | e.FactHeldBack | e.RoleAsked | e.AskAnswered | e.FactsLinked,
) -> Line:
    match event:
        case e.FactRevealed():
            by = Method.PULL if event.ask_id else Method.PUSH
            method = by if event.participant_id else Method.FACILITATOR
            line = _seat(state, event.seat_id) | _fact(state, event.fact_id)
            if event.participant_id:
                line |= _person(state, event.participant_id)
            return line | {"method": method.value, "wording": event.wording.value}
        case e.FactHeldBack():
            reason = {"reason": event.reason.value} if event.reason else {}
            return _seat(state, event.seat_id) | _fact(state, event.fact_id) | reason
        case e.RoleAsked():
            state.asks[event.ask_id] = number = len(state.asks) + 1
            return _seat(state, event.by_seat_id) | {"ask": number, "asked_role": event.role_id}
        case e.AskAnswered():
            answer = {"ask": state.asks[event.ask_id], "reply": event.reply.value}
            fact = _fact(state, event.fact_id) if event.fact_id else {}
            reason = {"reason": event.reason.value} if event.reason else {}
            return _seat(state, event.seat_id) | answer | fact | reason
        case e.FactsLinked():
            insights = state.scenario.insights
            found = [one.id for one in insights if one.follows_from(event.fact_ids)]
            return _seat(state, event.seat_id) | {"facts": sorted(event.fact_ids), "insights": found}


def _dispute(state: _Pass, event: e.FactsDisputed | e.DisputeSettled) -> Line:
    key = (event.table_id, event.dispute_id)
    number = state.disputes.setdefault(key, len(state.disputes) + 1)
    facts = {"facts": sorted(event.fact_ids)} if isinstance(event, e.FactsDisputed) else {}
    return {"dispute": number, **facts}


def _fact(state: _Pass, fact_id: str) -> Line:
    fact = next(fact for fact in state.scenario.facts if fact.id == fact_id)
    return {"fact": fact_id, "kind": sorted(kind.value for kind in fact.kinds)}


def _commitment(state: _Pass, event: e.CommitmentMade | e.CommitmentDropped) -> Line:
    number = state.commitments.setdefault(event.commitment_id, len(state.commitments) + 1)
    line: Line = {"commitment": number}
    if isinstance(event, e.CommitmentMade):
        barrier = state.barriers.get(event.barrier_id) if event.barrier_id else None
        line |= {"barrier": f"B{barrier}"} if barrier else {}
        line |= {"has_owner": bool(event.owner), "has_date": bool(event.due), "has_check": bool(event.check)}
    return line
