"""What lies beside the log while its step lasts, as rows: private answers by person, barriers that wait.

They are written with the event that says that something was kept, and erased with the one that ends it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from app.domain.log.commands import BarrierId, ParticipantId
from app.domain.log.state import Answers, Barrier, CheckOutAnswer, Read
from app.store.event_codec import Shape, shape
from app.store.records import Append, Beside

ANSWERS, WAITING = "answers", "waiting"

Row = dict[str, Any]

_BARRIER = shape(Barrier)
_ANSWERS: Mapping[str, Shape] = {
    "first_read": shape(Read | None),
    "second_read": shape(Read | None),
    "votes": shape(frozenset[BarrierId]),
    "check_out": shape(CheckOutAnswer | None),
    "changes": shape(int),
}


def running_rows(batch: Iterable[Append]) -> tuple[list[Row], list[Row]]:
    """The rows to set and the keys of those to erase; the last word on each row of a batch."""
    last: dict[tuple[str, str, str], str | None] = {}
    for append in batch:
        for person, answers in append.beside.answers.items():
            last[append.workshop_id, ANSWERS, person] = None if answers is None else _text(_written(answers))
        for barrier_id, barrier in append.beside.waiting.items():
            written = None if barrier is None else _text(_BARRIER.write(barrier))  # type: ignore[misc]
            last[append.workshop_id, WAITING, barrier_id] = written
    keyed = [
        ({"workshop_id": workshop_id, "kind": kind, "whose": whose}, data)
        for (workshop_id, kind, whose), data in sorted(last.items())
    ]
    kept = [{**key, "data": data} for key, data in keyed if data is not None]
    return kept, [key for key, data in keyed if data is None]


def read_running(rows: Iterable[tuple[str, str, str]]) -> Beside:
    """What rows of kind, whose and data say."""
    answers: dict[ParticipantId, Answers] = {}
    waiting: dict[BarrierId, Barrier] = {}
    for kind, whose, data in rows:
        if kind == ANSWERS:
            answers[ParticipantId(whose)] = _read(orjson.loads(data))
        else:
            waiting[BarrierId(whose)] = _BARRIER.read(orjson.loads(data))
    return Beside(answers=answers, waiting=waiting)


def _text(data: object) -> str:
    return orjson.dumps(data).decode()


def _written(answers: Answers) -> Row:
    said = {
        name: value if one.write is None else one.write(value)
        for name, one in _ANSWERS.items()
        if (value := getattr(answers, name)) is not None
    }
    return said if answers.counted is None else {**said, "counted": _written(answers.counted)}


def _read(data: Row) -> Answers:
    said = {name: one.read(data[name]) for name, one in _ANSWERS.items() if name in data}
    return Answers(**said, counted=_read(data["counted"]) if "counted" in data else None)
