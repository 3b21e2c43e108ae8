"""News between server processes: values that travel whole, in order, heard by the others alone."""

from collections.abc import Iterator
from typing import Any, get_args

import orjson
import pytest
import socketio

from app.domain.log.commands import ParticipantId, WorkshopId
from app.wire.fellows import Fellows
from app.wire.news import (
    AddressChanged,
    AskedBack,
    CodeChanged,
    LeadersChanged,
    NamesErased,
    News,
    Reseated,
    SignedOut,
    StageChanged,
    WorkshopDeleted,
    read,
    written,
)

SPRING = WorkshopId("spring")
EVERY_NEWS: tuple[News, ...] = (
    AddressChanged(),
    Reseated(workshop_id=SPRING, participant_id=ParticipantId("ama"), farewell="moved"),
    StageChanged(workshop_id=SPRING),
    LeadersChanged(workshop_id=SPRING),
    NamesErased(workshop_id=SPRING),
    CodeChanged(workshop_id=SPRING),
    AskedBack(workshop_id=SPRING),
    WorkshopDeleted(workshop_id=SPRING),
    SignedOut(browser="browser-1"),
)


def test_every_kind_of_news_is_read_as_it_was_written() -> None:
    assert {type(one) for one in EVERY_NEWS} == set(get_args(News))
    assert [read(orjson.loads(orjson.dumps(written(one)))) for one in EVERY_NEWS] == list(EVERY_NEWS)


@pytest.mark.parametrize(
    "said",
    [{}, {"news": "from a newer version"}, {"news": "stage_changed"}, {"news": "names_erased", "x": 1}],
)
def test_news_that_cannot_be_read_is_none(said: dict[str, object]) -> None:
    assert read(said) is None


def test_a_process_hears_the_news_of_the_others_in_order_and_its_queue_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    emit = {"method": "emit", "event": "changes", "host_id": "another"}
    queue = Fellows("redis://nowhere")
    messages = [
        {**written(EVERY_NEWS[0]), "host_id": "another"},
        emit,
        {**written(EVERY_NEWS[-1]), "host_id": "another"},
        {**written(EVERY_NEWS[1]), "host_id": queue.host_id},
        {"news": "from a newer version", "host_id": "another"},
        emit,
    ]

    def on_redis(_self: object) -> Iterator[Any]:
        yield from (orjson.dumps(message) for message in messages)
        yield b"\xff no JSON"

    monkeypatch.setattr(socketio.RedisManager, "_listen", on_redis)
    order: list[object] = []

    def hear(news: News) -> None:
        order.append(news)
        raise RuntimeError("a defect")

    queue.on_news = hear
    for message in queue._listen():
        order.append(message)
    assert order == [EVERY_NEWS[0], emit, EVERY_NEWS[-1], emit, {}]
    assert "news of another process" in caplog.text
