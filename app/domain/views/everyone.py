"""What everybody in a workshop sees: where the agenda stands, and the debrief."""

from collections import Counter
from collections.abc import Iterable

from app.domain.log.audiences import Audience
from app.domain.log.commands import BarrierId
from app.domain.log.events import ReadsCounted, Tally
from app.domain.log.state import Barrier, Workshop
from app.domain.rules import agenda, barriers, debrief, seating, steps
from app.domain.rules.wishes import allowed_now
from app.domain.scenario import OptionId, Phase, PhaseKind
from app.domain.taxonomy import CATEGORIES
from app.domain.views.families import Value, joined, numbered, present


def agenda_value(workshop: Workshop) -> Value:
    phase = workshop.phase
    return {
        "title": workshop.scenario.title,
        "phase": {
            **step(phase),
            "part": steps.part_of(phase.kind).value,
            "aim": phase.aim,
            "headline": phase.headline or phase.aim,
            "visibility": phase.visibility.value,
            "prompts": numbered(phase.prompts),
        },
        "steps": numbered(step(each) for each in workshop.scenario.agenda),
        "step": agenda.step_of(workshop.scenario, phase.id),
        "timer": _timer(workshop),
        "allows": allows(workshop, Audience.PARTICIPANT, Audience.OBSERVER),
        "people": sum(seating.people_at(workshop).values()),
        "tables": len(workshop.tables),
    }


def allows(workshop: Workshop, *audiences: Audience) -> Value:
    """For each audience the types of commands that the running step allows it. Rule: A11."""
    return {audience.value: joined(allowed_now(workshop, audience)) for audience in audiences}


def step(phase: Phase) -> Value:
    return {"id": phase.id, "title": phase.title, "kind": phase.kind.value, "minutes": phase.minutes}


def _timer(workshop: Workshop) -> Value:
    clock = workshop.clock
    if clock is not None and clock.paused_at is not None:
        left = agenda.left_s(workshop)
        return present(
            left_ms=None if left is None else round(left * 1000), paused=True, reason=clock.pause_reason
        )
    ends_at = agenda.ends_at(workshop)
    return {} if ends_at is None else {"ends_at_ms": round(ends_at.timestamp() * 1000)}


def debrief_value(workshop: Workshop) -> Value:
    """Barriers stay hidden while they are written, votes while they are given. Rule: V7."""
    shown = sorted(barriers.standing(workshop), key=lambda one: one.id)
    value: Value = {
        "categories": {
            category.value: {"name": name, "meaning": meaning}
            for category, (name, meaning) in CATEGORIES.items()
        },
        "commitments": commitments(workshop),
        **spreads(workshop),
    }
    if agenda.has_reached(workshop, PhaseKind.VOTE):
        votes = votes_told(workshop)
        value["barriers"] = {
            one.id: present(
                **barrier(one),
                votes=None if votes is None else votes[one.id],
                also=numbered(part.text for part in barriers.part_of(workshop, one.id)) or None,
            )
            for one in shown
        }
        value |= first(workshop)
    elif agenda.has_reached(workshop, PhaseKind.BARRIERS):
        value["barriers_n"] = len(shown)
    return value


def first(workshop: Workshop) -> Value:
    """The first three barriers, what a poll said of them, and which have no commitment. Rules: D14, D15."""
    if not agenda.has_reached(workshop, PhaseKind.MEANING):
        return {}
    three = debrief.first_three(workshop)
    is_promising = agenda.has_reached(workshop, PhaseKind.COMMITMENTS)
    left = barriers.without_commitment(workshop, three) if is_promising else ()
    return present(first=joined(three) or None, open=joined(left) or None, poll=_poll(workshop) or None)


def _poll(workshop: Workshop) -> Value:
    """Of each barrier that was polled how many said what; a number that is withheld as its band. Rule: J8."""
    counted = workshop.results.poll
    shown = {one.id for one in barriers.standing(workshop)}
    return {
        one.barrier_id: {"standing": _bands(one.standings), "reach": _bands(one.reaches)}
        for one in (counted.barriers if counted else ())
        if one.barrier_id in shown and one.standings
    }


def _bands(told: Iterable[Tally]) -> str:
    return ",".join(f"{one.id}={band(one)}" for one in told)


def band(one: Tally) -> str:
    """A number as it may be told: `4`, or `0-2` and `3+` where it is withheld."""
    if one.n is not None:
        return str(one.n)
    return "0-2" if one.is_few else "3+"


def barrier(one: Barrier) -> Value:
    return present(
        category=one.category.value,
        text=one.text,
        setting=one.setting.value,
        standing=one.standing.value if one.standing else None,
        reach=one.reach.value if one.reach else None,
    )


def commitments(workshop: Workshop) -> Value:
    return {
        one.id: present(
            barrier=one.barrier_id,
            situation=one.situation,
            action=one.action,
            owner=one.owner,
            due=one.due.isoformat() if one.due else None,
            check=one.check,
            order=one.order,
        )
        for one in workshop.commitments.values()
    }


def votes_told(workshop: Workshop) -> Counter[BarrierId] | None:
    """Votes per barrier once they are all given; None before, and where too few voted. Rules: V7, J8."""
    if not agenda.has_reached(workshop, PhaseKind.MEANING):
        return None
    votes = debrief.votes(workshop)
    return None if debrief.are_votes_withheld(workshop) and not votes else votes


def spreads(workshop: Workshop) -> Value:
    """The anonymous spread of the reads, once nobody can be swayed by it. Rules: V8, J4, J8."""
    results = workshop.results
    first = results.first_reads if agenda.has_reached(workshop, PhaseKind.PULSE) else None
    second = results.second_reads if agenda.has_reached(workshop, PhaseKind.REVEAL) else None
    return present(spread=_spread(workshop, first), second_spread=_spread(workshop, second))


def _spread(workshop: Workshop, counted: ReadsCounted | None) -> Value | None:
    if counted is None or not counted.given:
        return None
    signed = workshop.signs.option
    return {
        "n": counted.given,
        "need": {str(need): n for need, n in enumerate(counted.needs) if n},
        "options": dict(sorted((signed(OptionId(one.id)), one.n) for one in counted.options if one.n)),
    }
