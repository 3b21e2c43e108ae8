"""Draws the signs of a workshop's facts and options: the same at every process and after every start.

A keyed digest, so that nobody works out an id from a scenario's file; of the workshop's id, so that what was
learnt in one workshop says nothing in another. Rule: V18.
"""

import base64
import hmac
from collections.abc import Iterable
from typing import TypeVar

from app.domain.log.commands import WorkshopId
from app.domain.log.signs import Signs
from app.domain.scenario import Scenario

SIGN_BYTES = 10
"""16 characters: two of a thousand facts meet once in 10^18 workshops."""

_Id = TypeVar("_Id", bound=str)


def signs_of(scenario: Scenario, workshop_id: WorkshopId, key: bytes) -> Signs:
    """The signs of this workshop, for a scenario in whichever language: its ids are the same in all."""

    def drawn(kind: str, ids: Iterable[_Id]) -> dict[_Id, str]:
        return {one: _sign(key, f"{kind}\n{workshop_id}\n{one}") for one in ids}

    facts = drawn("fact", (fact.id for fact in scenario.facts))
    return Signs.drawn(facts, drawn("option", (option.id for option in scenario.reads.options)))


def _sign(key: bytes, said: str) -> str:
    digest = hmac.digest(key, f"sign\n{said}".encode(), "sha256")
    return base64.b32encode(digest[:SIGN_BYTES]).decode().lower()
