"""The other server processes: one queue carries what they send to rooms and, in the same order, their news.

docs/decisions/0014-news-between-processes.md says why it is this queue, and where it hooks in.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson
import socketio

from app.wire.news import News, read, written

CHANNEL = "button"

log = logging.getLogger(__name__)


class Fellows(socketio.RedisManager):  # type: ignore[misc]
    """python-socketio's queue on Redis, and beside its own messages the news of each process.

    `on_news` hears what another process told, in the order in which it was told and sent.
    """

    def __init__(self, redis_url: str) -> None:
        super().__init__(redis_url, channel=CHANNEL)
        self.on_news: Callable[[News], None] = lambda _news: None

    def tell(self, news: News) -> None:
        """Tell every other process."""
        self._publish({**written(news), "host_id": self.host_id})

    def _listen(self) -> Iterator[Any]:
        """The queue's messages; news among them is heard here and goes no further."""
        for message in super()._listen():
            said = _decoded(message)
            if "news" not in said:
                yield said
            elif said.get("host_id") != self.host_id:
                self._hear(said)

    def _hear(self, said: Mapping[str, object]) -> None:
        news = read({name: value for name, value in said.items() if name != "host_id"})
        if news is None:
            return
        try:
            self.on_news(news)
        except Exception:  # the queue goes on for everybody else
            log.exception("news of another process could not be acted on")


def _decoded(message: Any) -> dict[str, Any]:
    """A message as the queue wrote it; empty for what is none."""
    try:
        said = orjson.loads(message)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
