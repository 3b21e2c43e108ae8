"""What the facilitator sees besides the tables: what to say, who is where, what was written."""

from app.domain.log.audiences import Audience
from app.domain.log.state import Participant, Table, Workshop
from app.domain.puzzle.solvability import reach
from app.domain.rules import (
    agenda,
    barriers,
    debrief,
    injects,
    seating,
    sharing,
    steps,
)
from app.domain.rules.outcomes import reachable
from app.domain.scenario import PhaseKind
from app.domain.taxonomy import CATEGORIES
from app.domain.views.everyone import allows, barrier, commitments, first, spreads, step, votes_told
from app.domain.views.families import Value, numbered, present
from app.domain.views.look_back import led_value


def lead_value(workshop: Workshop) -> Value:
    forward, back = agenda.neighbour(workshop, 1), agenda.neighbour(workshop, -1)
    return present(
        says=numbered(workshop.phase.says),
        next=step(forward) if forward else None,
        back=step(back) if back else None,
        ready=_readiness(workshop),
        undo_until_ms=_undo_until_ms(workshop),
        allows=allows(workshop, Audience.FACILITATOR, Audience.DESK),
        plan=_plan(workshop),
        out_of_reach=_out_of_reach(workshop),
        given_away=_given_away(workshop),
        rounds=_rounds(workshop),
        telling={
            "near_misses": workshop.tells_near_misses,
            "lines_in_report": workshop.telling.lines_in_report,
        },
        injects=_injects(workshop) or None,
        screen=stage_value(workshop),
        replay=led_value(workshop),
        locked=workshop.is_locked or None,
        closed=workshop.phase.kind is PhaseKind.CLOSED,
    )


def _rounds(workshop: Workshop) -> Value:
    """How each sharing phase is, or will be, played. Rule: A7."""
    phases = [workshop.as_played(phase) for phase in workshop.scenario.agenda if steps.is_sharing(phase.kind)]
    return {
        phase.id: {
            "title": phase.title,
            "visibility": phase.visibility.value,
            "shows_insights_left": phase.shows_insights_left,
            "over": agenda.is_over(workshop, phase),
            "order": order,
        }
        for order, phase in enumerate(phases)
    }


def _injects(workshop: Workshop) -> Value:
    """The scenario's injects, when each is due and whether it came in; never what it says. Rules: A8, V9."""
    return {
        one.id: present(
            title=one.title,
            to=",".join(one.to),
            phase=one.phase_id,
            minute=one.minute,
            order=order,
            given=one.id in workshop.injects,
            due_ms=round(due_at.timestamp() * 1000) if (due_at := injects.due_at(workshop, one)) else None,
        )
        for order, one in enumerate(workshop.scenario.injects)
    }


def stage_value(workshop: Workshop) -> Value:
    """What the facilitator chose to show on the screen."""
    screen = workshop.screen
    return present(
        table=screen.table_id,
        blank=screen.is_blank,
        frozen=screen.is_frozen,
        threads=screen.shows_threads,
        code=screen.shows_code,
    )


def _undo_until_ms(workshop: Workshop) -> int | None:
    if workshop.left is None:
        return None
    return round((workshop.runs[-1].entered_at + agenda.UNDO_FOR).timestamp() * 1000)


def _plan(workshop: Workshop) -> Value | None:
    """When the debrief should begin and the whole should end; none before the first timed phase."""
    begun = next((run for run in workshop.runs if workshop.scenario.phase_by_id[run.phase_id].minutes), None)
    if begun is None:
        return None
    minutes = {True: 0, False: 0}
    for phase in workshop.scenario.agenda:
        minutes[steps.is_debrief(phase.kind)] += phase.minutes
    start_ms = round(begun.entered_at.timestamp() * 1000)
    return {
        "debrief_ms": start_ms + minutes[False] * 60_000,
        "end_ms": start_ms + (minutes[False] + minutes[True]) * 60_000,
        "in_debrief": steps.is_debrief(workshop.phase.kind),
        **present(debrief_step=_debrief_step(workshop)),
    }


def _debrief_step(workshop: Workshop) -> int | None:
    """The place of the debrief's next step in the agenda, from 0; None when none is to come."""
    here = agenda.step_of(workshop.scenario, workshop.phase_id)
    places = enumerate(workshop.scenario.agenda)
    return next((place for place, one in places if place > here and steps.is_debrief(one.kind)), None)


def _out_of_reach(workshop: Workshop) -> Value:
    """Per table, the roles nobody sits for, and how many insights need them. Rule: T9."""
    taken = seating.people_at(workshop)
    lost: Value = {}
    for table in workshop.tables.values():
        empty = [seat for seat in table.seats.values() if seat.id not in taken]
        held = sharing.in_play(table, (seat for seat in table.seats.values() if seat.id in taken))
        insights = [one for one in reachable(workshop, table) if not one.follows_from(held)]
        if empty:
            roles = ",".join(role_id for seat in empty for role_id in seat.role_ids)
            lost[table.id] = {"roles": roles, "insights": len(insights)}
    return lost


def _given_away(workshop: Workshop) -> Value | None:
    """Per table, the roles whose one hand shows insights alone, and how many, while that can be changed.

    Rule: T10.
    """
    if workshop.phase.kind is not PhaseKind.LOBBY:
        return None
    scenario = workshop.scenario
    told: Value = {}
    for table in workshop.tables.values():
        alone = {
            seat.role_ids: len(reach(scenario, seating.hand_of(scenario, seat.role_ids, scenario.injects)))
            for seat in table.seats.values()
        }
        roles, insights = max(alone.items(), key=lambda one: one[1])
        if insights:
            told[table.id] = {"roles": ",".join(roles), "insights": insights}
    return told or None


def _readiness(workshop: Workshop) -> Value | None:
    """How many have done what the phase asks of each; None where it asks nothing of each."""
    seated = [one for one in workshop.participants.values() if one.takes_part and one.seat_id is not None]
    taken = seating.people_at(workshop)
    match workshop.phase.kind:
        case PhaseKind.LOBBY:
            seats = [seat for table in workshop.tables.values() for seat in table.seats]
            return {"n": sum(seat_id in taken for seat_id in seats), "of": len(seats)}
        case PhaseKind.READ:
            return {"n": sum(workshop.seat(seat_id).has_read for seat_id in taken), "of": len(taken)}
        case PhaseKind.FIRST_READ:
            done = [one.answers.first_read is not None for one in seated]
        case PhaseKind.SECOND_READ:
            done = [one.answers.second_read is not None for one in seated]
        case PhaseKind.VOTE:
            done = [debrief.votes_left(one) == 0 for one in seated]
        case PhaseKind.MEANING if first := debrief.first_three(workshop):
            done = [{each.barrier_id for each in one.answers.polled}.issuperset(first) for one in seated]
        case PhaseKind.CHECK_OUT:
            done = [one.answers.check_out is not None for one in seated]
        case _:
            return None
    return {"n": sum(done), "of": len(done)}


def work_value(workshop: Workshop, table: Table) -> Value:
    """Per seat how much is held, revealed and held back: counts only. Rule: V9."""
    taken = seating.people_at(workshop)
    revealed = [one.seat_id for one in table.revealed.values()]
    return {
        seat.id: {
            "hand_n": len(seat.hand),
            "revealed_n": revealed.count(seat.id),
            "held_back_n": len(seat.held_back),
            "people": taken.get(seat.id, 0),
        }
        for seat in table.seats.values()
    }


def person_value(one: Participant) -> Value:
    """Where somebody is and what they have done; nothing of how they voted, not even how often. Rule: V7."""
    return present(
        seat=one.seat_id,
        observer=one.seat_id is None,
        removed=one.is_removed,
        left=one.has_left,
        first_read=one.answers.first_read is not None,
        second_read=one.answers.second_read is not None,
        checked_out=one.answers.check_out is not None,
        joined_in=one.joined_in,
    )


def moderation_value(workshop: Workshop) -> Value:
    """Every barrier with what was counted on paper; its votes once they are all given. Rule: V7."""
    votes = votes_told(workshop)
    return {
        "barriers": {
            one.id: present(
                **barrier(one),
                hidden=one.is_hidden,
                votes=None if votes is None else votes[one.id],
                paper=one.paper_votes,
                into=barriers.root(workshop, one.id) if one.into else None,
                also=numbered(part.text for part in barriers.part_of(workshop, one.id)) or None,
            )
            for _, one in sorted(workshop.barriers.items())
        },
        "commitments": commitments(workshop),
        "categories": {category.value: {"name": name} for category, (name, _) in CATEGORIES.items()},
        **spreads(workshop),
        **first(workshop),
    }
