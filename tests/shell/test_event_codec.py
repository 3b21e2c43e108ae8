"""The log stays readable: names, shapes and meanings of stored events, by one golden line for each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, get_args, get_type_hints

import orjson
import pytest

from app.domain.log.events import Event, FactsLinked, PhaseExtended, WorkshopResumed
from app.store import event_codec
from app.store.event_codec import EVENTS, UnreadableEvent, decode, encode
from tests.shell.every_event import EVERY_EVENT, NOON

GOLDEN = Path(__file__).with_name("golden_events.jsonl")


def golden_lines() -> list[tuple[str, dict[str, Any]]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [(line["name"], line["data"]) for line in map(json.loads, lines)]


def newest_version(name: str) -> int:
    return 1 + sum(upcast == name for upcast, _ in event_codec.UPCASTERS)


def test_every_golden_line_still_means_the_same_event() -> None:
    assert [decode(name, data) for name, data in golden_lines()] == list(EVERY_EVENT)


def test_every_version_of_every_event_has_a_golden_line() -> None:
    kept = {(name, data.get("v", 1)) for name, data in golden_lines()}
    assert kept == {(name, version) for name in EVENTS for version in range(1, newest_version(name) + 1)}


def test_every_golden_line_of_the_newest_version_is_what_is_written_today() -> None:
    newest = [line for line in golden_lines() if line[1].get("v", 1) == newest_version(line[0])]
    assert newest
    assert [encode(decode(name, data)) for name, data in newest] == newest


def test_every_event_has_one_wire_name() -> None:
    assert sorted(EVENTS.values(), key=str) == sorted(get_args(Event), key=str)


def test_golden_lines_show_each_field_that_may_be_missing_both_ways() -> None:
    """So that a line exists for `null` as well as for a value."""
    shown = {(type(event), field.name, getattr(event, field.name) is None) for event, field in every_field()}
    optional = [(type(event), field.name) for event, field in every_field() if may_be_none(event, field.name)]
    assert optional
    assert [one for one in optional if not {(*one, True), (*one, False)} <= shown] == []


def every_field() -> Iterator[tuple[Event, Any]]:
    return ((event, field) for event in EVERY_EVENT for field in fields(event))


def may_be_none(event: Event, name: str) -> bool:
    return type(None) in get_args(get_type_hints(type(event))[name])


@pytest.mark.parametrize("event", EVERY_EVENT, ids=lambda event: type(event).__name__)
def test_an_event_comes_back_from_text_as_it_was(event: Event) -> None:
    name, data = encode(event)
    assert decode(name, orjson.loads(orjson.dumps(data))) == event


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    local = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert encode(WorkshopResumed(at=local)) == (
        "workshop_resumed",
        {"at": "2025-03-14T12:00:00.000000+00:00"},
    )


def test_a_moment_without_a_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        encode(WorkshopResumed(at=datetime(2025, 3, 14, 12)))  # noqa: DTZ001


def test_a_set_is_written_in_the_same_order_every_time() -> None:
    facts = [chr(letter) for letter in range(ord("a"), ord("z"))]
    linked = next(event for event in EVERY_EVENT if isinstance(event, FactsLinked))
    _, data = encode(replace(linked, fact_ids=frozenset(reversed(facts))))  # type: ignore[arg-type]
    assert data["fact_ids"] == facts


def test_a_moment_comes_back_in_utc() -> None:
    event = decode("workshop_resumed", {"at": "2025-03-14T14:00:00.000000+02:00"})
    assert event == WorkshopResumed(at=NOON)
    assert isinstance(event, WorkshopResumed)
    assert event.at.tzinfo is UTC


AT = "2025-03-14T12:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("phase_stretched", {"at": AT}, "phase_stretched: no event has this name"),
        ("workshop_resumed", {}, r"workshop_resumed: fields that differ: \['at'\]"),
        ("workshop_resumed", {"at": AT, "by": "p"}, r"workshop_resumed: fields that differ: \['by'\]"),
        ("workshop_resumed", {"at": None}, "workshop_resumed.at: "),
        ("workshop_resumed", {"at": 3}, "workshop_resumed.at: "),
        ("workshop_resumed", {"at": "noon"}, "workshop_resumed.at: "),
        ("workshop_resumed", {"at": "2025-03-14T12:00:00"}, "workshop_resumed.at: .* no time zone"),
        ("workshop_resumed", {"at": AT, "v": 2}, "workshop_resumed: version 2, this app knows 1 to 1"),
        ("workshop_resumed", {"at": AT, "v": 0}, "workshop_resumed: version 0"),
        ("workshop_resumed", {"at": AT, "v": "1"}, "workshop_resumed: version '1'"),
        ("phase_extended", {"at": AT, "seconds": "60"}, "phase_extended.seconds: '60' is not of type int"),
        ("phase_extended", {"at": AT, "seconds": True}, "phase_extended.seconds: True is not of type int"),
        ("phase_entered", {"at": AT, "phase_id": None}, "phase_entered.phase_id: None is not of type str"),
        (
            "tables_arranged",
            {"at": AT, "layout": [["nurse"]]},
            "tables_arranged.layout: 'nurse' is not of type",
        ),
        (
            "barrier_weighed",
            {"at": AT, "barrier_id": "b", "standing": "rumour", "reach": "me"},
            "barrier_weighed.standing: 'rumour' is not",
        ),
    ],
)
def test_what_cannot_be_read_is_named(name: str, data: dict[str, Any], why: str) -> None:
    with pytest.raises(UnreadableEvent, match=why):
        decode(name, data)


def test_an_older_shape_is_brought_up_one_version_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def minutes_became_seconds(data: dict[str, Any]) -> dict[str, Any]:
        return {"at": data["at"], "secs": data["minutes"] * 60}

    def seconds_are_spelt_out(data: dict[str, Any]) -> dict[str, Any]:
        return {"at": data["at"], "seconds": data["secs"]}

    upcasters = {("phase_extended", 1): minutes_became_seconds, ("phase_extended", 2): seconds_are_spelt_out}
    monkeypatch.setattr(event_codec, "UPCASTERS", upcasters)
    extended = PhaseExtended(at=NOON, seconds=120)
    assert decode("phase_extended", {"at": AT, "minutes": 2}) == extended
    assert decode("phase_extended", {"v": 2, "at": AT, "secs": 120}) == extended
    assert encode(extended) == ("phase_extended", {"v": 3, "at": AT, "seconds": 120})
    assert decode(*encode(extended)) == extended
    assert encode(WorkshopResumed(at=NOON)) == ("workshop_resumed", {"at": AT})


def test_a_type_that_no_event_carries_yet_is_refused() -> None:
    @dataclass(frozen=True)
    class FactWeighed:
        weight: complex

    with pytest.raises(TypeError, match=r"cannot carry .*complex"):
        event_codec._plan(FactWeighed)


def test_a_barrier_is_written_without_author_and_without_time() -> None:
    (raised,) = [data for name, data in golden_lines() if name == "barrier_raised"]
    assert raised.keys() == {"barrier_id", "category", "text", "setting"}
