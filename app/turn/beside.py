"""What of a workshop lies beside its log: what a turn changed of it, and how it is laid onto it again."""

from dataclasses import replace

from app.domain.log.state import Answers, Workshop
from app.store import Beside

_NOTHING = Answers()


def changes(before: Workshop, after: Workshop) -> Beside:
    """What has to be written beside the log so that it holds what the workshop now knows."""
    if before.participants is after.participants and before.waiting is after.waiting:
        return Beside()
    people = before.participants
    return Beside(
        answers={
            one.id: None if one.answers == _NOTHING else one.answers
            for one in after.participants.values()
            if one.answers != (people[one.id].answers if one.id in people else _NOTHING)
        },
        waiting={
            barrier_id: after.waiting.get(barrier_id)
            for barrier_id in {**before.waiting, **after.waiting}
            if before.waiting.get(barrier_id) != after.waiting.get(barrier_id)
        },
    )


def laid(workshop: Workshop, beside: Beside) -> Workshop:
    """The workshop of a log, with what lies beside it."""
    people = {
        one.id: replace(one, answers=beside.answers.get(one.id) or _NOTHING)
        for one in workshop.participants.values()
    }
    waiting = {id: one for id, one in beside.waiting.items() if one is not None}
    return replace(workshop, participants=people, waiting=waiting)
