"""Who leads a workshop, by what a browser's session holds; and what the links of screens hold."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from itsdangerous import URLSafeSerializer

from app.access.leadership import SIGNED_IN, STANDBY, leads
from app.access.tokens import read_participant_token, read_screen_table, read_screen_token, screen_token
from app.domain.log.commands import TableId, WorkshopId
from app.store import Store

KEY = b"k" * 32
SPRING = WorkshopId("spring")


@dataclass(frozen=True)
class Record:
    facilitator_id: str = "fay"


@dataclass
class Kept:
    """A store with one workshop, whose second standby link holds."""

    asked: list[str] = field(default_factory=list)

    @property
    def handovers(self) -> "Kept":
        return self

    def standby(self, _workshop_id: WorkshopId) -> int | None:
        return 2

    def workshop(self, workshop_id: WorkshopId) -> Record | None:
        self.asked.append(workshop_id)
        return Record() if workshop_id == SPRING else None


def led(session: dict[str, Any], workshop_id: str = SPRING, kept: Kept | None = None) -> bool:
    return leads(cast(Store, kept or Kept()), session, WorkshopId(workshop_id))


@pytest.mark.parametrize(
    ("number", "holds"), [(1, False), (2, True), (3, False), ("2", False), (None, False)]
)
def test_P4_a_standby_link_holds_until_the_next_one_is_made(number: object, holds: bool) -> None:
    assert led({STANDBY: {SPRING: number}}) is holds


def test_P4_whose_workshop_it_is_leads_it_and_nobody_else() -> None:
    assert [led({SIGNED_IN: who}) for who in ("fay", "eve", None)] == [True, False, False]
    assert not led({SIGNED_IN: "fay"}, "another")


def test_P4_what_cannot_be_an_id_is_not_looked_up() -> None:
    kept = Kept()
    assert not led({SIGNED_IN: "fay"}, "spring\0", kept)
    assert kept.asked == []


def test_P3_a_screen_s_link_holds_its_workshop_and_its_table_if_it_stands_at_one() -> None:
    for table_id in (None, TableId("t2")):
        token = screen_token(KEY, SPRING, table_id)
        assert (read_screen_token(KEY, token), read_screen_table(KEY, token)) == (SPRING, table_id)


def test_P3_a_token_of_anything_but_texts_is_nobody_s() -> None:
    signer = URLSafeSerializer(KEY, salt="button.seat", signer_kwargs={"digest_method": hashlib.sha256})
    assert read_participant_token(KEY, str(signer.dumps(["spring", "ama"]))) == ("spring", "ama")
    for parts in (["spring", 1], ["spring", None], ["spring"], {"spring": "ama"}):
        assert read_participant_token(KEY, str(signer.dumps(parts))) is None
