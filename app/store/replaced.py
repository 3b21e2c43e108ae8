"""What was written over is gone: an event that replaces people's words takes the older ones out of the log.

The log is never edited but for this. The older event stays, with its version, and says `…` where the words
were; what the log folds to is the same, since the newer event replaces them anyway. Rule: D12.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.domain.log import events as e
from app.domain.log.commands import WorkshopId
from app.domain.log.events import Event

GONE = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replaces:
    """Which older events an event takes the words out of: their names, the fields that say they are about
    the same thing, and those that hold words."""

    older: tuple[str, ...]
    same: tuple[str, ...]
    words: tuple[str, ...]


_PROMISE = _Replaces(
    older=("commitment_made",), same=("commitment_id",), words=("situation", "action", "owner", "check")
)
REPLACES: Mapping[type[Event], _Replaces] = {
    e.BarrierEdited: _Replaces(
        older=("barrier_raised", "barrier_edited"), same=("barrier_id",), words=("text",)
    ),
    e.CommitmentMade: _PROMISE,
    e.CommitmentDropped: _PROMISE,
    e.DisputeSettled: _Replaces(older=("dispute_settled",), same=("table_id", "dispute_id"), words=("line",)),
}


@dataclass(frozen=True, slots=True)
class Replacement:
    """An event that may replace older words; `version` is its own."""

    workshop_id: WorkshopId
    version: int
    event: Event

    @property
    def older(self) -> tuple[str, ...]:
        return REPLACES[type(self.event)].older

    def without_words(self, data: Mapping[str, Any]) -> dict[str, Any] | None:
        """An older event's fields without the words that are replaced; None where there are none."""
        rule = REPLACES[type(self.event)]
        if any(data[field] != getattr(self.event, field) for field in rule.same):
            return None
        gone = {field: GONE for field in rule.words if data[field] not in ("", GONE)}
        return {**data, **gone} if gone else None


def replacements(
    workshop_id: WorkshopId, after_version: int, events: Iterable[Event]
) -> Iterator[Replacement]:
    for version, event in enumerate(events, after_version + 1):
        if type(event) in REPLACES:
            yield Replacement(workshop_id, version, event)


def text_of(data: Mapping[str, Any]) -> str:
    return orjson.dumps(data).decode()
