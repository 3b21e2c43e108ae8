"""Rule A1, wish by wish and kind by kind, as docs/rules.md says it: whatever code decides it."""

import re
import typing
from pathlib import Path
from typing import Any

import pytest

from app.domain.log.commands import Wish
from app.domain.rules.wishes import ROW_OF
from app.domain.scenario import PhaseKind
from app.domain.views import slices
from app.domain.workshop.decision import fold
from tests.family import SMALL
from tests.people import around_the_table

RULES = (Path(__file__).resolve().parents[2] / "docs/rules.md").read_text(encoding="utf-8")
WISHES: dict[str, type[Any]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", wish.__name__).lower(): wish for wish in typing.get_args(Wish)
}
DEBRIEF = "replay barriers vote meaning commitments check_out closed"


def written() -> dict[str, set[str]]:
    """By wish the kinds of phase that the page gives it."""
    table = RULES.split("| wish | kinds of phase |")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", table, re.MULTILINE)
    return {wish: kinds(said) for names, said in rows for wish in re.findall(r"`(\w+)`", names)}


def kinds(said: str) -> set[str]:
    named = set(re.findall(r"`(\w+)`", said))
    return {kind.value for kind in PhaseKind} - named if said.startswith("all") else named


def test_A1_the_page_names_every_wish() -> None:
    assert sorted(written()) == sorted(WISHES)


def test_A1_each_wish_is_allowed_where_the_page_says_and_nowhere_else() -> None:
    allowed = {name: {kind.value for kind in ROW_OF[wish].steps} for name, wish in WISHES.items()}
    assert allowed == written()


@pytest.mark.parametrize("kind", PhaseKind)
def test_A5_the_plan_counts_the_look_back_and_all_after_it_as_the_debrief(kind: PhaseKind) -> None:
    plan = slices.value(fold(SMALL, around_the_table(kind)), slices.LEAD).get("plan")
    if plan is not None:
        assert plan["in_debrief"] is (kind.value in DEBRIEF.split())
    else:
        assert kind in (PhaseKind.LOBBY, PhaseKind.CLOSED)
