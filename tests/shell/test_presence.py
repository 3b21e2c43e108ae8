"""Presence has a grace time, is told once, and is forgotten with the workshop."""

from dataclasses import dataclass

import pytest

from app.wire.presence import AWAY_AFTER_S, QUIET_AFTER_S, Presence, State


@dataclass
class Clock:
    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence(clock)


def test_P7_who_arrives_is_online_and_told_once(presence: Presence) -> None:
    assert presence.arrived("spring", "ama", "s1") == {"ama": State.ONLINE}
    assert presence.arrived("spring", "ama", "s2") == {}
    assert presence.of("spring") == {"ama": State.ONLINE}


def test_P7_who_goes_is_quiet_after_5_s_and_away_after_30(presence: Presence, clock: Clock) -> None:
    presence.arrived("spring", "ama", "s1")
    presence.went("spring", "ama", "s1")
    clock.now_s += QUIET_AFTER_S - 0.1
    assert presence.news() == {}
    clock.now_s += 0.1
    assert presence.news() == {"spring": {"ama": State.QUIET}}
    assert presence.news() == {}
    clock.now_s += AWAY_AFTER_S - QUIET_AFTER_S
    assert presence.news() == {"spring": {"ama": State.AWAY}}


def test_P7_a_phone_that_is_back_in_time_was_never_gone(presence: Presence, clock: Clock) -> None:
    presence.arrived("spring", "ama", "s1")
    presence.went("spring", "ama", "s1")
    clock.now_s += QUIET_AFTER_S - 1
    assert presence.arrived("spring", "ama", "s2") == {}
    clock.now_s += AWAY_AFTER_S
    assert presence.news() == {}


def test_P7_one_of_two_devices_is_enough(presence: Presence, clock: Clock) -> None:
    presence.arrived("spring", "ama", "s1")
    presence.arrived("spring", "ama", "s2")
    presence.went("spring", "ama", "s1")
    clock.now_s += AWAY_AFTER_S
    assert presence.of("spring") == {"ama": State.ONLINE}


def test_P7_who_is_back_after_being_away_is_told(presence: Presence, clock: Clock) -> None:
    presence.arrived("spring", "ama", "s1")
    presence.went("spring", "ama", "s1")
    clock.now_s += AWAY_AFTER_S
    presence.news()
    assert presence.arrived("spring", "ama", "s2") == {"ama": State.ONLINE}


def test_P7_watching_ends_when_nothing_more_can_happen(presence: Presence, clock: Clock) -> None:
    assert presence.is_settled()
    presence.arrived("spring", "ama", "s1")
    assert presence.is_settled()
    presence.went("spring", "ama", "s1")
    assert not presence.is_settled()
    clock.now_s += AWAY_AFTER_S
    presence.news()
    assert presence.is_settled()


def test_P7_workshops_are_apart_and_forgotten_only_when_empty(presence: Presence) -> None:
    presence.arrived("spring", "ama", "s1")
    presence.arrived("autumn", "ama", "s2")
    presence.forget("spring")
    assert presence.of("spring") == {"ama": State.ONLINE}
    presence.went("spring", "ama", "s1")
    presence.forget("spring")
    assert presence.of("spring") == {}
    assert presence.of("autumn") == {"ama": State.ONLINE}


def test_P7_a_socket_nobody_knows_is_no_news(presence: Presence) -> None:
    presence.went("spring", "ama", "s1")
    assert presence.news() == {}
