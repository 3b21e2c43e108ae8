"""Signed tokens: who holds one is who it says, for as long as the app keeps its key."""

import hashlib
import secrets

from itsdangerous import BadData, URLSafeSerializer

from app.domain.log.commands import ParticipantId, TableId, WorkshopId

SEAT_COOKIE = "seat"


def participant_token(key: bytes, workshop_id: WorkshopId, participant_id: ParticipantId) -> str:
    """What the `seat` cookie holds: proof that this device is that participant."""
    return _signer(key, "seat").dumps([workshop_id, participant_id])


def read_participant_token(key: bytes, token: str) -> tuple[WorkshopId, ParticipantId] | None:
    """The workshop and participant a token was made for; None for anything else."""
    return _read_participant(_signer(key, "seat"), token)


def place_token(key: bytes, workshop_id: WorkshopId, participant_id: ParticipantId) -> str:
    """What a join page holds: whoever comes in by it, however often it is sent, is this one participant."""
    return _signer(key, "place").dumps([workshop_id, participant_id])


def read_place_token(key: bytes, token: str) -> tuple[WorkshopId, ParticipantId] | None:
    """The workshop and participant a join page was made for; None for anything else."""
    return _read_participant(_signer(key, "place"), token)


def screen_token(key: bytes, workshop_id: WorkshopId, table_id: TableId | None = None) -> str:
    """What the projector's link holds; with a table, the link of the screen that stands there."""
    return _signer(key, "screen").dumps([workshop_id, table_id] if table_id else [workshop_id])


def read_screen_token(key: bytes, token: str) -> WorkshopId | None:
    """The workshop a screen's link was made for."""
    parts = _read(_signer(key, "screen"), token, 1) or _read(_signer(key, "screen"), token, 2)
    return WorkshopId(parts[0]) if parts else None


def read_screen_table(key: bytes, token: str) -> TableId | None:
    """The table a screen's link was made for; None: the screen for all."""
    parts = _read(_signer(key, "screen"), token, 2)
    return TableId(parts[1]) if parts else None


def known_browser_token(key: bytes, facilitator_id: str, browser: str) -> str:
    """What a browser keeps that has signed in as somebody: its own tries are counted apart from others'."""
    return _signer(key, "known").dumps([facilitator_id, browser])


def read_known_browser(key: bytes, token: str) -> tuple[str, str] | None:
    """The facilitator who signed in there, and by what the browser is known."""
    parts = _read(_signer(key, "known"), token, 2)
    return (parts[0], parts[1]) if parts else None


def resume_token(key: bytes, code: str) -> str:
    """What the link holds that gives a seat to another device, for as long as its recovery code does."""
    return _signer(key, "resume").dumps([code])


def read_resume_token(key: bytes, token: str) -> str | None:
    """The recovery code a link was made for; None for anything else."""
    parts = _read(_signer(key, "resume"), token, 1)
    return parts[0] if parts else None


def comeback_token(key: bytes, ask_id: str) -> str:
    """What the page holds of somebody who asks for the place they had."""
    return _signer(key, "comeback").dumps([ask_id])


def read_comeback_token(key: bytes, token: str) -> str | None:
    """The question a page was made for; None for anything else."""
    parts = _read(_signer(key, "comeback"), token, 1)
    return parts[0] if parts else None


def standby_token(key: bytes, workshop_id: WorkshopId, number: int) -> str:
    """What the link holds that lets another device lead this workshop, as long as its number holds."""
    return _signer(key, "standby").dumps([workshop_id, str(number)])


def read_standby_token(key: bytes, token: str) -> tuple[WorkshopId, int] | None:
    parts = _read(_signer(key, "standby"), token, 2)
    return (WorkshopId(parts[0]), int(parts[1])) if parts else None


def _signer(key: bytes, kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=f"button.{kind}", signer_kwargs={"digest_method": hashlib.sha256})


def _read_participant(signer: URLSafeSerializer, token: str) -> tuple[WorkshopId, ParticipantId] | None:
    parts = _read(signer, token, 2)
    return (WorkshopId(parts[0]), ParticipantId(parts[1])) if parts else None


def _read(signer: URLSafeSerializer, token: str, length: int) -> list[str] | None:
    try:
        parts = signer.loads(token)
    except (BadData, UnicodeError):  # half of a character is no text to sign
        return None
    fits = isinstance(parts, list) and len(parts) == length and all(isinstance(part, str) for part in parts)
    return parts if fits else None


def new_sign_in_token() -> tuple[str, str]:
    """A one-time sign-in token and the hash to keep: the database alone signs nobody in."""
    token = secrets.token_urlsafe(24)
    return token, hash_of_sign_in_token(token)


def hash_of_sign_in_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
