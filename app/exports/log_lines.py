"""The log as lines of JSON for researchers: no names, no free text, nothing that leads back to an answer.

What was done at a table keeps its moment, seat and participant number. Private answers (reads, votes,
check-outs) stand as one line at the end of their step, with what the report tells of them and no more; why
facts were held back is in the report, counted for the whole room. Everything about barriers stands at the end
of its phase without moment, seat or participant, sorted by what it says. Lines are numbered after that.
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
from app.domain.log.events import Counted, Event
from app.domain.report.answers import reading
from app.domain.report.debrief_results import barrier_numbers
from app.domain.report.fates import Method
from app.domain.rules.seating import lay
from app.domain.scenario import Scenario
from app.domain.workshop.decision import fold
from app.store.event_codec import encode

Line = dict[str, Any]

_COUNTS = (e.ReadsCounted, e.VotesCounted, e.CheckOutsCounted)
_BARRIERS = (e.BarrierRaised, e.BarrierEdited, e.BarrierWeighed, e.PaperVotesCounted)
_REPLACED = (e.BarrierEdited, e.BarrierWeighed, e.PaperVotesCounted)
_LEFT_OUT = (e.BarrierHidden, e.BarrierShown, e.AnswerKept, e.AnswersForgotten, *e.PRIVATE)


@dataclass(slots=True)
class _Pass:
    """What the pass over the log knows so far."""

    scenario: Scenario
    participants: dict[ParticipantId, str]
    barriers: Mapping[BarrierId, int]
    last_words: frozenset[int]
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
        if isinstance(event, _COUNTS):
            private.append(_counted(state, event))
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
    return _Pass(
        scenario=scenario,
        participants={one: f"P{number}" for number, one in enumerate(dict.fromkeys(joined), start=1)},
        barriers=barrier_numbers(workshop),
        last_words=frozenset(
            {
                (type(event), event.barrier_id): index
                for index, event in enumerate(log)
                if isinstance(event, _REPLACED)
            }.values()
        ),
    )


def _sorted(private: Iterable[Line]) -> list[Line]:
    """In the order of what they say: neither who nor when is left in it."""
    return sorted(private, key=lambda line: json.dumps(line, sort_keys=True))


def _counted(state: _Pass, event: Counted) -> Line:
    line: Line = {"phase": state.phase, "event": encode(event)[0]}
    if event.given is not None:
        line |= {"answered": event.given}
    match event:
        case e.ReadsCounted():
            whole = reading(state.scenario, event)
            line |= {"read": "second" if event.is_second else "first"}
            line |= _need(whole.need_mean, whole.need_spread)
            line |= _bands("options", ((one.option_id, one.n, one.is_few) for one in whole.options))
            line |= _bands("topics", ((one.id, one.n, one.is_few) for one in event.topics if one.id))
            tables = [
                {"table": state.tables[one.table_id]}
                | ({} if one.given is None else {"answered": one.given})
                | ({} if one.fitting is None else {"fitting": one.fitting.value})
                for one in event.tables
            ]
            return line | ({"tables_read": tables} if tables else {})
        case e.VotesCounted():
            known = ((state.barriers.get(BarrierId(one.id)), one.n) for one in event.votes)
            return line | {"votes_by_barrier": {f"B{number}": n for number, n in sorted(known) if number}}
        case e.CheckOutsCounted():
            told = {"then": event.then, "now": event.now}
            return line | {name: [mean.least, mean.most] for name, mean in told.items() if mean}


def _need(mean: float | None, spread: float | None) -> Line:
    return {} if mean is None else {"need_mean": mean, "need_spread": spread}


def _bands(name: str, told: Iterable[tuple[str, int | None, bool]]) -> Line:
    """How many chose each; what is withheld as a band: under three, or at least three."""
    bands = {id: n if n is not None else "0-2" if is_few else "3+" for id, n, is_few in told}
    return {name: bands} if bands else {}


def _about_barrier(
    state: _Pass, event: e.BarrierRaised | e.BarrierEdited | e.BarrierWeighed | e.PaperVotesCounted
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
            return _seat(state, event.seat_id) | _fact(state, event.fact_id)
        case e.RoleAsked():
            state.asks[event.ask_id] = number = len(state.asks) + 1
            return _seat(state, event.by_seat_id) | {"ask": number, "asked_role": event.role_id}
        case e.AskAnswered():
            answer = {"ask": state.asks[event.ask_id], "reply": event.reply.value}
            fact = _fact(state, event.fact_id) if event.fact_id else {}
            return _seat(state, event.seat_id) | answer | fact
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
