"""Socket.IO rooms follow from audiences: whoever listens in a room may see all that is sent there."""

import pytest

from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import TableId, WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import PhaseKind
from app.domain.views import slices
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from app.wire.peers import Peer, seen_by
from app.wire.rooms import BESIDE, Beside, Key, room_of, shared_rooms
from tests.family import SMALL
from tests.people import AMA, EVE, NOON, T1, TWO_TABLES, around_the_table, joined, opened

SPRING = WorkshopId("spring")
ALWAYS: dict[str, tuple[Key, ...]] = {one: (*slices.ALWAYS[one], *BESIDE[one]) for one in Audience}
SOMETIMES = [kind for kinds in slices.SOMETIMES.values() for kind in kinds]


def workshops() -> list[Workshop]:
    one_table = fold(SMALL, (*around_the_table(PhaseKind.SHARE), *joined(EVE, None)))
    blank = e.ScreenSet(at=NOON, table_id=None, is_blank=True, is_frozen=False)
    several = fold(
        SMALL, (opened(TWO_TABLES), *joined(AMA, next(iter(one_table.table_by_seat))), *joined(EVE, None))
    )
    return [one_table, fold(SMALL, (*around_the_table(PhaseKind.SHARE), *joined(EVE, None), blank)), several]


def peers(workshop: Workshop) -> list[Peer]:
    kinds = [
        {"audience": Audience.PARTICIPANT, "participant_id": AMA},
        {"audience": Audience.OBSERVER, "participant_id": EVE},
        {"audience": Audience.FACILITATOR},
        {"audience": Audience.DESK},
        {"audience": Audience.SCREEN},
        {"audience": Audience.SCREEN, "table_id": T1},
    ]
    assert {kind["audience"] for kind in kinds} == set(Audience)
    return [Peer(sid="s", workshop_id=SPRING, **kind) for kind in kinds]  # type: ignore[arg-type]


@pytest.mark.parametrize("workshop", workshops(), ids=["one table", "blank screen", "several tables"])
def test_P3_whoever_listens_in_a_room_sees_every_slice_that_is_sent_there(workshop: Workshop) -> None:
    sent: list[Key] = [*slices.everything(workshop), *Beside]
    for peer in peers(workshop):
        seen = seen_by(peer, workshop)
        rooms = {room_of(SPRING, key) for key in seen}
        assert {key for key in sent if room_of(SPRING, key) in rooms} == set(seen), peer.audience


def test_P3_a_new_audience_is_sent_nothing_but_what_it_sees() -> None:
    coach = {**ALWAYS, "coach": (slices.AGENDA, slices.TABLES)}
    rooms = shared_rooms(coach, SOMETIMES)
    theirs = {rooms[key] for key in coach["coach"]}
    assert {key for key, room in rooms.items() if room in theirs} == set(coach["coach"])
    assert rooms[slices.LEAD] == rooms[slices.PEOPLE] == rooms[slices.MODERATION] == rooms[Beside.NAMES]


def test_P3_what_somebody_sees_only_at_times_shares_a_room_with_nothing() -> None:
    coach = {**ALWAYS, "coach": (slices.DEBRIEF, Scope(Slice.SHOWN), slices.LEAD)}
    rooms = shared_rooms(coach, SOMETIMES)
    assert slices.DEBRIEF not in rooms
    assert slices.SHOWN not in rooms


def test_V1_an_audience_is_never_given_a_slice_that_is_not_among_its_own() -> None:
    for audience in Audience:
        for kind in set(Slice) - slices.SOMETIMES[audience]:
            with pytest.raises(TypeError):
                slices._seen(audience, Scope(kind))
    assert slices.table_screen(TableId("t")) == (
        *slices.ALWAYS[Audience.SCREEN],
        Scope(Slice.TABLE, "t"),
        slices.DEBRIEF,
        slices.REPLAY,
    )
