"""Ids as a device makes them by chance, and yet the same in every run: from what a test calls the thing."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

PRIVATE = frozenset(
    {"give_read", "vote_for_barrier", "withdraw_vote", "poll_barrier", "raise_barrier", "check_out"}
)


def by_chance(name: str) -> str:
    """21 characters, like those of the pages."""
    return urlsafe_b64encode(sha256(name.encode()).digest()).decode()[:21]


def as_said(type: str, id: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A command on the wire; where it is private its id is by chance. Rule: P14."""
    return {"id": by_chance(id) if type in PRIVATE else id, "type": type, **fields}
