"""Scenarios that people write in the browser: whose they are, their text, and every version of it."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from app.store.database import Database
from app.store.sql_tables import DRAFT_VERSIONS, DRAFTS

_WITH_TEXT = sa.select(DRAFTS, DRAFT_VERSIONS.c.packed).join(
    DRAFT_VERSIONS,
    (DRAFT_VERSIONS.c.draft_id == DRAFTS.c.id) & (DRAFT_VERSIONS.c.version == DRAFTS.c.version),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A scenario that is being written, as it is now. `is_shared`: whoever signs in here may write in it."""

    id: str
    facilitator_id: str
    title: str
    version: int
    is_shared: bool
    changed_at: datetime
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftVersion:
    """One save: which, who made it, and when."""

    version: int
    facilitator_id: str
    saved_at: datetime


class DraftChanged(Exception):
    """Somebody else saved first; nothing was written. `draft`: as it is now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"{draft.id} is at version {draft.version}")
        self.draft = draft


class Drafts:
    """A part of the store: the same database. `cut_bytes`: takes what was erased out of the file."""

    def __init__(self, database: Database, cut_bytes: Callable[[], None]) -> None:
        self._database = database
        self._cut_bytes = cut_bytes

    def add(self, id: str, facilitator_id: str, title: str, text: str, at: datetime) -> None:
        """Keep a new draft; its first version is 1."""
        row = {"id": id, "facilitator_id": facilitator_id, "title": title, "version": 1}
        with self._database.writing() as connection:
            connection.execute(sa.insert(DRAFTS).values(row | {"is_shared": False, "changed_at": at}))
            connection.execute(sa.insert(DRAFT_VERSIONS).values(_version(id, 1, text, facilitator_id, at)))

    def seen_by(self, facilitator_id: str) -> tuple[Draft, ...]:
        """Those that this facilitator may write in, what changed last first."""
        wanted = _WITH_TEXT.where(_may_see(facilitator_id))
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(DRAFTS.c.changed_at.desc(), DRAFTS.c.id)).mappings()
            return tuple(_draft(dict(row)) for row in rows)

    def draft(self, id: str, facilitator_id: str) -> Draft | None:
        """A draft with its text, for who may write in it; None for anybody else."""
        wanted = _WITH_TEXT.where(DRAFTS.c.id == id, _may_see(facilitator_id))
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else _draft(dict(row))

    def save(
        self, id: str, after_version: int, title: str, text: str, facilitator_id: str, at: datetime
    ) -> int:
        """The number of the version that keeps this text. Raises DraftChanged when there is a later one
        already.
        """
        change = {"version": after_version + 1, "title": title, "changed_at": at}
        is_as_known = (DRAFTS.c.id == id) & (DRAFTS.c.version == after_version)
        with self._database.writing() as connection:
            kept = connection.execute(sa.update(DRAFTS).where(is_as_known).values(change))
            if kept.rowcount == 1:
                row = _version(id, after_version + 1, text, facilitator_id, at)
                connection.execute(sa.insert(DRAFT_VERSIONS).values(row))
                return after_version + 1
        now = self.draft(id, facilitator_id)
        if now is None:
            raise KeyError(id)
        raise DraftChanged(now)

    def share(self, id: str, facilitator_id: str, is_shared: bool) -> None:
        """Let whoever signs in here write in it, or nobody but its owner, who alone decides that."""
        own = (DRAFTS.c.id == id) & (DRAFTS.c.facilitator_id == facilitator_id)
        with self._database.writing() as connection:
            connection.execute(sa.update(DRAFTS).where(own).values(is_shared=is_shared))

    def delete(self, id: str, facilitator_id: str) -> bool:
        """Delete a draft with every version, for its owner. Workshops that were opened with it keep their
        text.
        """
        own = (DRAFTS.c.id == id) & (DRAFTS.c.facilitator_id == facilitator_id)
        with self._database.writing() as connection:
            if connection.execute(sa.select(DRAFTS.c.id).where(own)).first() is None:
                return False
            connection.execute(sa.delete(DRAFT_VERSIONS).where(DRAFT_VERSIONS.c.draft_id == id))
            connection.execute(sa.delete(DRAFTS).where(own))
        self._cut_bytes()
        return True

    def versions(self, id: str) -> tuple[DraftVersion, ...]:
        """Every save, the last first."""
        columns = (DRAFT_VERSIONS.c.version, DRAFT_VERSIONS.c.facilitator_id, DRAFT_VERSIONS.c.saved_at)
        wanted = sa.select(*columns).where(DRAFT_VERSIONS.c.draft_id == id)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(DRAFT_VERSIONS.c.version.desc())).mappings()
            return tuple(DraftVersion(**row) for row in rows)

    def text(self, id: str, version: int) -> str | None:
        """The text of one version; None where there is none."""
        wanted = sa.select(DRAFT_VERSIONS.c.packed).where(
            DRAFT_VERSIONS.c.draft_id == id, DRAFT_VERSIONS.c.version == version
        )
        with self._database.reading() as connection:
            packed = connection.execute(wanted).scalar()
        return None if packed is None else _unpacked(packed)


def _may_see(facilitator_id: str) -> sa.ColumnElement[bool]:
    return (DRAFTS.c.facilitator_id == facilitator_id) | DRAFTS.c.is_shared


def _draft(row: dict[str, object]) -> Draft:
    packed = row.pop("packed")
    return Draft(**row, text=_unpacked(packed))  # type: ignore[arg-type]  # a row of the table


def _version(id: str, version: int, text: str, facilitator_id: str, at: datetime) -> dict[str, object]:
    packed = zlib.compress(text.encode("utf-8", "surrogatepass"))
    return {
        "draft_id": id,
        "version": version,
        "packed": packed,
        "facilitator_id": facilitator_id,
        "saved_at": at,
    }


def _unpacked(packed: object) -> str:
    assert isinstance(packed, bytes | memoryview)
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")
