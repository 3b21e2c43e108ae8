"""Logs of earlier versions held who answered what: here they are brought over, once, when the app starts.

Every private event gives way, in its own place, to one that says only that somebody answered; the last of a
step gives way to the count that the step came to, so that no version moves and nothing the report needs is
lost. What was answered in the step that still runs is laid beside the log. Words that were written over go,
the names of who left, and the ids of commands that a device may have made from its number.
"""

import logging
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.domain.log import events as e
from app.domain.log.commands import CommandId
from app.domain.log.events import AnswerKept, Event, MoveUndone, PhaseEntered
from app.domain.log.state import Workshop
from app.domain.rules import counting
from app.domain.workshop.evolution import evolve
from app.store import Recorded, Store
from app.turn.beside import changes
from app.turn.live import LiveWorkshops

log = logging.getLogger(__name__)

_SIGNED = (*e.PRIVATE, e.BarrierRaised)
"""Their command's id may say whose device it came from."""
_COUNTS = (e.ReadsCounted, e.VotesCounted, e.CheckOutsCounted)


def bring_over(store: Store, live: LiveWorkshops) -> None:
    """Bring over every workshop whose log still holds private answers. Raises StoreFailed."""
    for workshop_id in store.workshops_with_answers_in_the_log():
        record = store.workshop(workshop_id)
        assert record is not None, "a log belongs to a workshop"
        unopened = live.unopened(record)
        rewritten, workshop = brought_over(unopened, store.events(workshop_id))
        store.rewrite(workshop_id, rewritten, changes(unopened, workshop))
        for one in workshop.participants.values():
            if one.has_left:
                store.erase_name(workshop_id, one.id)
        log.warning("Private answers of the workshop %s were taken out of its log.", workshop_id)


def brought_over(unopened: Workshop, recorded: Sequence[Recorded]) -> tuple[tuple[Recorded, ...], Workshop]:
    """The log with what is private taken out, version by version, and the workshop as it stands.

    In the versions that wrote it, who went back to a step went on with its answers: they count together.
    """
    events = [one.event for one in recorded]
    workshop, logged = unopened, list[Event]()
    for place, event in enumerate(events):
        if _ends_a_step(workshop, event, events[place + 1 :]):
            for count in _counts(workshop):
                if _put_in_place(logged, count):
                    workshop = evolve(workshop, count)
        workshop = evolve(workshop, event)
        logged.append(event)
    for over in counting.forget(workshop, counting.STEPS.get(workshop.phase.kind)):
        workshop = evolve(workshop, over)
    rewritten = (
        Recorded(
            version=one.version,
            command_id=_new_id() if isinstance(one.event, _SIGNED) else one.command_id,
            event=AnswerKept() if isinstance(event, e.PRIVATE) else event,
        )
        for one, event in zip(recorded, logged, strict=True)
    )
    return tuple(rewritten), workshop


def _ends_a_step(workshop: Workshop, event: Event, rest: Iterable[Event]) -> bool:
    """Whether this move leaves a step for good: it is not undone by what comes next."""
    if not isinstance(event, PhaseEntered) or workshop.phase.kind not in counting.STEPS:
        return False
    moves = (one for one in rest if isinstance(one, PhaseEntered | MoveUndone))
    return not isinstance(next(moves, None), MoveUndone)


def _counts(workshop: Workshop) -> Iterator[e.Counted]:
    """What the answers of the running step come to, whatever was counted of them before."""
    people = {
        one.id: replace(one, answers=replace(one.answers, counted=None))
        for one in workshop.participants.values()
    }
    for one in counting.step_ends(replace(workshop, participants=people, counts={})):
        if isinstance(one, _COUNTS):
            yield one


def _put_in_place(logged: list[Event], count: e.Counted) -> bool:
    """Put the count where the last private answer of its kind stood; False where none came since a count."""
    kinds = _counted_in(count)
    is_of_kind = (isinstance(event, kinds) or _is_alike(event, count) for event in reversed(logged))
    place = len(logged) - 1 - next((back for back, found in enumerate(is_of_kind) if found), len(logged))
    if place < 0 or not isinstance(logged[place], kinds):
        return False
    logged[place] = count
    return True


def _is_alike(event: Event, count: e.Counted) -> bool:
    return isinstance(event, _COUNTS) and _counted_in(event) == _counted_in(count)


def _counted_in(count: e.Counted) -> tuple[type[Event], ...]:
    match count:
        case e.ReadsCounted(is_second=False):
            return (e.FirstReadGiven,)
        case e.ReadsCounted():
            return (e.SecondReadGiven,)
        case e.VotesCounted():
            return (e.BarrierVoted, e.VoteWithdrawn)
        case e.CheckOutsCounted():
            return (e.CheckedOut,)


def _new_id() -> CommandId:
    return CommandId(secrets.token_urlsafe(16))
