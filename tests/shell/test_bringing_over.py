"""Rules J8, D12: a file of an earlier version is brought over, and what was private leaves its bytes."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.log import events as e
from app.domain.log.commands import BarrierId, CommandId, ParticipantId, Setting, WorkshopId
from app.domain.log.events import Event
from app.domain.report.report import report
from app.domain.scenario import BarrierCategory, PhaseKind
from app.domain.workshop.decision import initial
from app.store import Append, Recorded, Store, WorkshopRecord
from app.store.event_codec import encode
from app.store.sql_tables import EVENTS
from app.turn.old_logs import brought_over
from app.turn.service import Service
from tests.domain.report_story import (
    ABOUT,
    ASKING,
    CLOSING,
    DEBRIEF,
    JOINING,
    LOG,
    READING,
    SCENARIO,
    SHARING,
    entered,
    read,
)

OLD_LOG: tuple[Event, ...] = (*JOINING, *READING, *SHARING, *ASKING, *DEBRIEF, *CLOSING)
"""As an earlier version wrote it: with every private answer, and without a count."""
HILL = WorkshopId("hill")


def _recorded(events: Sequence[Event]) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(version=version, command_id=CommandId(f"phone-7-{version:03}"), event=event)
        for version, event in enumerate(events, 1)
    )


def _over(*events: Event) -> tuple[Event, ...]:
    log, _ = brought_over(initial(SCENARIO), _recorded(events))
    return tuple(one.event for one in log)


def test_J8_the_report_of_an_old_log_is_the_same_and_no_version_moves() -> None:
    log, workshop = brought_over(initial(SCENARIO), _recorded(OLD_LOG))
    told = report(SCENARIO, (one.event for one in log), ABOUT)
    assert told == report(SCENARIO, LOG, ABOUT)
    assert [one.version for one in log] == list(range(1, len(OLD_LOG) + 1))
    assert not any(isinstance(one.event, e.PRIVATE) for one in log)
    assert all(one.answers == type(one.answers)() for one in workshop.participants.values())


def test_J8_ids_that_a_device_may_have_made_from_its_number_are_made_anew() -> None:
    log, _ = brought_over(initial(SCENARIO), _recorded(OLD_LOG))
    for before, one in zip(OLD_LOG, log, strict=True):
        is_new = not one.command_id.startswith("phone-7-")
        assert is_new is isinstance(before, (*e.PRIVATE, e.BarrierRaised))


def test_J8_answers_of_a_step_that_was_gone_back_to_count_together_as_they_did() -> None:
    late = read(e.FirstReadGiven, "p-late", 9, "need")
    again = (entered(PhaseKind.SHARE, 4), entered(PhaseKind.FIRST_READ, 5), late, entered(PhaseKind.SHARE, 6))
    told = report(SCENARIO, _over(*JOINING, *READING, *again), ABOUT).judgement.before
    assert (told.given, told.need_mean) == (6, 4.8)


def test_J8_a_move_that_was_undone_ended_no_step() -> None:
    moved = entered(PhaseKind.SHARE, 4)
    undone = e.MoveUndone(at=moved.at)
    late = read(e.FirstReadGiven, "p-late", 9, "need")
    log = _over(*JOINING, *READING, moved, undone, late, entered(PhaseKind.SHARE, 6))
    assert sum(isinstance(event, e.ReadsCounted) for event in log) == 1
    assert report(SCENARIO, log, ABOUT).judgement.before.given == 6


def test_J8_what_was_answered_in_the_step_that_still_runs_is_laid_beside_the_log() -> None:
    _, workshop = brought_over(initial(SCENARIO), _recorded((*JOINING, *READING)))
    given = [one.id for one in workshop.participants.values() if one.answers.first_read]
    assert given == [f"p-{role_id}" for role_id in "abcde"]


def _old_file(path: Path) -> Store:
    """A file as an earlier version left it: with marked words in every private answer."""
    store = Store.open(f"sqlite:///{path}")
    store.add_facilitator("fay", "Fay", "hash", LOG[0].at)  # type: ignore[union-attr]
    record = WorkshopRecord(
        id=HILL,
        code="ABCDEF",
        title="Hill",
        scenario_id="hill",
        scenario_version="1",
        scenario_hash="hash",
        scenario_text="unread",
        facilitator_id="fay",
        created_at=LOG[0].at,  # type: ignore[union-attr]
    )
    store.add_workshop(record)
    edited = e.BarrierEdited(
        at=LOG[-1].at,  # type: ignore[union-attr]
        barrier_id=BarrierId("bar-1"),
        category=BarrierCategory.FEAR,
        text="edited",
    )
    left = e.ParticipantLeft(at=edited.at, participant_id=ParticipantId("p-c"))
    events = [
        replace(event, line="Marker-line")
        if isinstance(event, e.FirstReadGiven | e.SecondReadGiven)
        else replace(event, text=f"Marker-{event.text}")
        if isinstance(event, e.BarrierRaised) and event.barrier_id == BarrierId("bar-1")
        else event
        for event in (*OLD_LOG[:-1], edited, left, OLD_LOG[-1])
    ]
    with sa.create_engine(f"sqlite:///{path}").begin() as connection:
        for one in _recorded(events):
            name, data = encode(one.event)
            row = {"workshop_id": HILL, "version": one.version, "command_id": one.command_id}
            connection.execute(sa.insert(EVENTS).values(**row, name=name, data=json.dumps(data)))
        names = "INSERT INTO names VALUES ('hill', 'p-a', 'Ann'), ('hill', 'p-c', 'Marker-Cai')"
        connection.exec_driver_sql(names)
    return store


def test_D12_nothing_that_was_private_or_written_over_stays_in_the_file(tmp_path: Path) -> None:
    store = _old_file(tmp_path / "w.sqlite3")
    assert b"Marker-line" in _bytes(tmp_path)
    service = Service(store, read_scenario=lambda _text: SCENARIO)
    service.bring_over()
    assert b"Marker-" not in _bytes(tmp_path)
    assert store.workshops_with_answers_in_the_log() == ()
    assert store.names(HILL) == {"p-a": "Ann"}
    workshop, version = service.current(HILL)
    assert version == len(OLD_LOG) + 2
    assert workshop.barriers[BarrierId("bar-1")].text == "edited"
    assert workshop.results.votes is not None
    service.bring_over()  # once more changes nothing
    assert [one.event for one in store.events(HILL)] == [one.event for one in service.log(HILL)]
    store.close()


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize(
    ("first", "then", "gone"),
    [
        (
            e.BarrierRaised(
                barrier_id=BarrierId("b"),
                category=BarrierCategory.LAW,
                text="Marker-1",
                setting=Setting.EXERCISE,
            ),
            e.BarrierEdited(
                at=LOG[0].at,  # type: ignore[union-attr]
                barrier_id=BarrierId("b"),
                category=BarrierCategory.LAW,
                text="fine",
            ),
            b"Marker-1",
        ),
    ],
)
def test_D12_what_was_edited_out_is_gone_from_the_files_bytes(
    first: Event, then: Event, gone: bytes, tmp_path: Path
) -> None:
    store = _old_file(tmp_path / "w.sqlite3")
    at = store.version(HILL)
    for number, event in enumerate((first, then)):
        one = Append(workshop_id=HILL, after_version=at + number, command_id=CommandId("c"), events=(event,))
        assert (gone in _bytes(tmp_path)) is (number == 1)
        store.append([one])
    assert gone not in _bytes(tmp_path)
    assert store.version(HILL) == at + 2
    store.close()


def test_D12_who_leaves_takes_the_name_along_in_the_same_commit(tmp_path: Path) -> None:
    store = _old_file(tmp_path / "w.sqlite3")
    at = store.version(HILL)
    leaving = e.ParticipantLeft(at=LOG[0].at, participant_id=ParticipantId("p-a"))  # type: ignore[union-attr]
    assert b"Ann" in _bytes(tmp_path)
    store.append([Append(workshop_id=HILL, after_version=at, command_id=CommandId("c"), events=(leaving,))])
    assert b"Ann" not in _bytes(tmp_path)
    store.close()
