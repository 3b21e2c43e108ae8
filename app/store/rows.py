"""How what is kept lies in the tables' rows."""

import unicodedata
from dataclasses import fields
from typing import Any

import orjson

from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.log.events import PRIVATE, AnswerKept
from app.store.event_codec import EVENTS, encode
from app.store.records import Append, WorkshopRecord

PRIVATE_NAMES = tuple(name for name, event_type in EVENTS.items() if event_type in PRIVATE)
"""How what is private was named in the logs of earlier versions."""


def row_of(record: WorkshopRecord) -> dict[str, Any]:
    return {column.name: getattr(record, column.name) for column in fields(record)}


def event_rows(append: Append) -> list[dict[str, Any]]:
    rows = []
    for version, event in enumerate(append.events, append.after_version + 1):
        # Of what is private the log learns that it happened; the rest lies beside it.
        name, data = encode(AnswerKept() if isinstance(event, PRIVATE) else event)
        rows.append(
            {
                "workshop_id": append.workshop_id,
                "version": version,
                "command_id": append.command_id,
                "name": name,
                "data": orjson.dumps(data).decode(),
            }
        )
    return rows


def name_row(workshop_id: WorkshopId, participant_id: ParticipantId, name: str) -> dict[str, Any]:
    return {"workshop_id": workshop_id, "participant_id": participant_id, "name": name}


def name_key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
