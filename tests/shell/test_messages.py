"""One strict shape per command, one sentence per code, and the protocol page says the same."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from marshmallow import fields as kinds
from marshmallow.validate import Length, Range, Regexp

from app.domain.log import commands as c
from app.domain.log.audiences import Audience
from app.domain.log.commands import Wording
from app.domain.rules.wishes import may
from app.domain.scenario import BarrierCategory
from app.messages.kept_text import TYPED_PER_KEPT
from app.messages.payloads import MAX_MESSAGE_BYTES, Malformed, read_command
from app.messages.sentences import SENTENCES, sentence
from app.messages.shapes import LINE_LENGTH, SHAPES, TEXT_LENGTH
from app.turn import service
from app.wire import broadcast, peers
from tests.people import FAY, NOON
from tests.shell.composing import watch_composing

PROTOCOL = (Path(__file__).resolve().parent.parent.parent / "docs/protocol.md").read_text(encoding="utf-8")


def read(type: str, **fields: Any) -> c.Wish:
    return read_command({"id": "device-1", "type": type, **fields}, by=FAY, at=NOON).wish


def refused(payload: object) -> tuple[str, str]:
    with pytest.raises(Malformed) as malformed:
        read_command(payload, by=FAY, at=NOON)
    return malformed.value.code, malformed.value.field


def test_P1_a_payload_becomes_a_command_with_the_sockets_actor_and_the_servers_time() -> None:
    command = read_command(
        {"id": "device-1", "type": "reveal_fact", "fact_id": "nu-1", "wording": "minimum"}, by=FAY, at=NOON
    )
    assert command == c.Command(
        id=c.CommandId("device-1"),
        at=NOON,
        by=FAY,
        wish=c.RevealFact(fact_id="nu-1", wording=Wording.MINIMUM, seat_id=None),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "name", ["__proto__", "__defineGetter__", "constructor", "toString", "hasOwnProperty"]
)
def test_P1_an_id_that_every_object_of_a_browser_has_is_refused(name: str) -> None:
    ask = {"type": "ask_role", "role_id": "nurse", "text": "And?"}
    assert refused({"id": "device-1", "ask_id": name, **ask}) == ("malformed", "ask_id")
    assert refused({"id": name, "ask_id": "ask-00001", **ask}) == ("malformed", "id")


def test_P11_the_longest_legal_command_fits_into_a_message_however_it_is_written() -> None:
    """What is typed may be many times what is kept, and a writer may escape every letter."""
    words = "\u202e" * (TYPED_PER_KEPT * TEXT_LENGTH - 1) + "x"
    commitment = {"commitment_id": "c" * 64, "barrier_id": "b" * 64, "due": "2030-01-01"}
    texts = dict.fromkeys(("situation", "action", "owner", "check"), words)
    wish = read("make_commitment", **commitment, **texts)
    assert isinstance(wish, c.MakeCommitment)
    assert wish.action == "x"
    tables = [[[f"{seat:x<64}"] for seat in range(12)] for _ in range(20)]
    said = [{"type": "make_commitment", **commitment, **texts}, {"type": "arrange_tables", "layout": tables}]
    sizes = [len(f"42{'9' * 9}{json.dumps(['command', {'id': 'i' * 64, **one}])}") for one in said]
    assert max(sizes) <= MAX_MESSAGE_BYTES


def test_P9_text_far_too_long_is_refused_before_it_is_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of accents is put in order in the square of its length, and nobody else is served meanwhile."""
    composed = watch_composing(monkeypatch)
    asked = {"id": "device-1", "type": "ask_role", "ask_id": "ask-00001", "role_id": "nurse"}
    assert refused(asked | {"text": "e" + "\u0301\u0323" * 50_000}) == ("malformed", "text")
    assert composed == []
    assert read("ask_role", ask_id="ask-00001", role_id="nurse", text="e\u0301" * LINE_LENGTH) == c.AskRole(
        ask_id=c.AskId("ask-00001"),
        role_id="nurse",
        text="é" * LINE_LENGTH,  # type: ignore[arg-type]
    )
    assert composed == [2 * LINE_LENGTH]


def test_P1_optional_fields_may_be_absent() -> None:
    assert read("take_seat") == c.TakeSeat(seat_id=None)
    assert read("hold_back", fact_id="nu-1") == c.HoldBack(fact_id="nu-1", reason=None)  # type: ignore[arg-type]
    assert read("finish_reading") == c.FinishReading()


def test_P1_lists_become_the_values_of_the_domain() -> None:
    linked = read("link_facts", link_id="link-0001", fact_ids=["b", "a", "b"], line=" so ")
    assert linked == c.LinkFacts(link_id="link-0001", fact_ids=frozenset("ab"), line="so")  # type: ignore[arg-type]
    assert read("arrange_tables", layout=[[["a"], ["b", "c"]]]) == c.ArrangeTables(
        layout=((("a",), ("b", "c")),)  # type: ignore[arg-type]
    )


def test_P1_a_commitment_has_a_day() -> None:
    made = read(
        "make_commitment",
        commitment_id="promise-1",
        situation="if",
        action="then",
        owner="us",
        due="2026-05-01",
        check="",
    )
    assert isinstance(made, c.MakeCommitment)
    assert made.due == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        (None, ""),
        ([], ""),
        ("reveal_fact", ""),
        ({"type": "reveal_fact", "fact_id": "nu-1"}, "id"),
        ({"id": "short", "type": "reveal_fact", "fact_id": "nu-1"}, "id"),
        ({"id": "x" * 65, "type": "reveal_fact", "fact_id": "nu-1"}, "id"),
        ({"id": "device-1\n", "type": "reveal_fact", "fact_id": "nu-1"}, "id"),
        ({"id": "device-1", "type": "reveal_fact"}, "fact_id"),
        ({"id": "device-1", "type": "reveal_fact", "fact_id": None}, "fact_id"),
        ({"id": "device-1", "type": "reveal_fact", "fact_id": "f" * 65}, "fact_id"),
        ({"id": "device-1", "type": "reveal_fact", "fact_id": "nu-1", "wording": "all"}, "wording"),
        ({"id": "device-1", "type": "reveal_fact", "fact_id": "nu-1", "extra": 1}, ""),
        ({"id": "device-1", "type": "extend_phase", "phase_id": "share", "seconds": "60"}, "seconds"),
        ({"id": "device-1", "type": "extend_phase", "phase_id": "share", "seconds": 60.0}, "seconds"),
        ({"id": "device-1", "type": "extend_phase", "phase_id": "share", "seconds": True}, "seconds"),
        ({"id": "device-1", "type": "extend_phase", "phase_id": "share", "seconds": 10**9}, "seconds"),
        ({"id": "device-1", "type": "give_read", "need": 11, "option_id": "a", "line": ""}, "need"),
        ({"id": "device-1", "type": "pause_workshop", "reason": "a\ud800b"}, "reason"),
        ({"id": "device-1", "type": "pause_workshop", "reason": "x" * (LINE_LENGTH + 1)}, "reason"),
    ],
)
def test_P1_a_wrong_shape_is_refused_with_the_field(payload: object, field: str) -> None:
    assert refused(payload) == ("malformed", field)


@pytest.mark.parametrize("type", [None, 7, [], "", "shout", "open_workshop", "join_workshop", "Reveal_Fact"])
def test_P1_a_type_that_is_not_on_the_wire_is_refused(type: object) -> None:
    assert refused({"id": "device-1", "type": type}) == ("unknown_type", "type")


def raised(text: str) -> c.Wish:
    return read("raise_barrier", barrier_id="barrier-1", category="trust", text=text, setting="real_work")


def test_P1_words_are_trimmed_composed_and_as_long_as_promised() -> None:
    assert raised("  cafe\u0301 ") == c.RaiseBarrier(
        barrier_id="barrier-1",  # type: ignore[arg-type]
        category=BarrierCategory.TRUST,
        text="caf\u00e9",
        setting=c.Setting.REAL_WORK,
    )
    assert isinstance(raised("x" * TEXT_LENGTH), c.RaiseBarrier)
    for text in ("", "   ", "x" * (TEXT_LENGTH + 1)):
        with pytest.raises(Malformed):
            raised(text)


def test_P1_every_wish_is_on_the_wire_but_those_the_web_doors_say() -> None:
    assert {wish for wish, _ in SHAPES.values()} == set(get_args(c.Wish)) - {
        c.OpenWorkshop,
        c.JoinWorkshop,
        c.Settle,
    }


def test_P1_a_type_is_named_like_its_wish() -> None:
    for name, (wish, _) in SHAPES.items():
        assert name.replace("_", "") == wish.__name__.lower()


# --- sentences ----------------------------------------------------------------------------------------------


def test_every_code_of_the_shell_has_a_sentence() -> None:
    codes = {service.NoSuchWorkshop.code, service.NotSaved.code, service.Broken.code}
    source = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in (peers, broadcast))
    codes |= set(re.findall(r'Refused\("(\w+)"\)', source))
    assert codes
    assert codes <= set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_short_says_what_to_do_and_reads_without_its_facts(code: str) -> None:
    text = sentence(code)
    assert text[0].isupper()
    assert text.endswith((".", "?"))
    assert "{" not in text
    assert len(text) <= 120


def test_the_facts_of_the_case_fill_the_sentence() -> None:
    assert sentence("no_votes_left", {"votes": 3}) == "You've used all 3 votes. Undo one first."


# --- the protocol page --------------------------------------------------------------------------------------


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = PROTOCOL.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines[2:]]


def test_the_protocol_page_lists_every_command_with_its_fields() -> None:
    written = {}
    for names, fields, _who in rows("Commands"):
        for name in re.findall(r"`(\w+)`", names):
            written[name] = {field.rstrip("?") for field in re.findall(r"`(\w+\??)`", fields)}
    meant = {name: set(shape.fields) - {"id", "type"} for name, (_, shape) in SHAPES.items()}
    assert written == meant


def what_fits(field: kinds.Field[Any]) -> str:
    """A field's values, as the protocol page tells them."""
    of = {type(check): check for check in field.validators}
    match field:
        case kinds.Enum():
            told = "one of " + ", ".join(f"`{choice.value}`" for choice in field.enum)
        case kinds.Integer():
            told = f"whole number, {of[Range].min} to {of[Range].max}"
        case kinds.Boolean():
            told = "`true` or `false`"
        case kinds.Date():
            told = "day, as `2026-11-27`"
        case kinds.List():
            inner = what_fits(field.inner)
            told = f"{of[Length].min} to {of[Length].max} of: {inner.removesuffix('; may be absent')}"
        case kinds.String() if Regexp in of:
            told = "id that the device makes"
        case kinds.String() if type(field) is kinds.String:
            told = f"id, {of[Length].min} to {of[Length].max} characters"
        case _:
            told = f"text, {of[Length].min} to {of[Length].max} characters"
    return told if field.required else f"{told}; may be absent"


def test_the_protocol_page_says_what_fits_each_field() -> None:
    meant: dict[tuple[str, str], list[str]] = {}
    for command, (_, shape) in SHAPES.items():
        for name, field in shape.fields.items():
            if name not in ("id", "type"):
                meant.setdefault((name, what_fits(field)), []).append(command)
    written = {(name.strip("`"), told): where for name, where, told in rows("Fields")}
    assert written == {
        key: ", ".join(f"`{command}`" for command in commands) for key, commands in sorted(meant.items())
    }


def test_the_protocol_page_says_who_may_say_what() -> None:
    for names, _fields, who in rows("Commands"):
        written = set(re.findall(r"facilitator|desk|participant|observer", who))
        for name in re.findall(r"`(\w+)`", names):
            assert written == {audience.value for audience in Audience if may(audience, SHAPES[name][0])}, (
                name
            )


def test_the_protocol_page_lists_every_code_with_its_sentence() -> None:
    written = {code.strip("`"): text for code, text in rows("Codes")}
    assert written == SENTENCES
