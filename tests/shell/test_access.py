"""Tokens, codes, passphrases, attempts, and the table of who may say what."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import passphrases
from app.access.allowances import Allowance, Guesses
from app.access.audiences import MAY, Audience, may
from app.access.codes import CODE_SYMBOLS, new_code, new_id, normal_code
from app.access.passphrases import check_passphrase, hash_passphrase
from app.access.threads import at_once, few_at_once
from app.access.tokens import (
    hash_of_sign_in_token,
    new_sign_in_token,
    participant_token,
    read_participant_token,
    read_screen_token,
    screen_token,
)
from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId, WorkshopId
from app.messages.shapes import SHAPES
from app.web.facilitator.sign_in import NOBODY_KNOWS

KEY = b"k" * 32
SPRING = WorkshopId("spring")
AMA = ParticipantId("ama")


def test_P3_a_token_gives_back_what_it_was_made_for() -> None:
    assert read_participant_token(KEY, participant_token(KEY, SPRING, AMA)) == (SPRING, AMA)
    assert read_screen_token(KEY, screen_token(KEY, SPRING)) == SPRING


def test_P3_a_token_of_another_kind_or_key_says_nothing() -> None:
    assert read_participant_token(KEY, screen_token(KEY, SPRING)) is None
    assert read_screen_token(KEY, participant_token(KEY, SPRING, AMA)) is None
    assert read_participant_token(b"x" * 32, participant_token(KEY, SPRING, AMA)) is None


def test_P3_half_of_a_character_is_no_token() -> None:
    assert read_participant_token(KEY, "\ud83d") is None
    assert read_screen_token(KEY, "\ud83d.x") is None


@given(st.text(max_size=80))
def test_P3_no_text_people_make_up_is_a_token(text: str) -> None:
    assert read_participant_token(KEY, text) is None
    assert read_screen_token(KEY, text) is None


@given(st.integers(0, 200), st.characters(codec="ascii"))
def test_P3_a_token_changed_anywhere_is_no_token(place: int, letter: str) -> None:
    token = participant_token(KEY, SPRING, AMA)
    place %= len(token) - 1  # the last character carries bits that base64 does not use
    changed = token[:place] + letter + token[place + 1 :]
    assert read_participant_token(KEY, changed) == ((SPRING, AMA) if changed == token else None)


def test_a_code_is_six_symbols_without_look_alikes() -> None:
    assert len(CODE_SYMBOLS) == len(set(CODE_SYMBOLS)) == 31
    assert not set("01ILO") & set(CODE_SYMBOLS)
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(normal_code(code) == code for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        "AB2-CDE",
        "ab2cde",
        " a b 2 c d e ",
        "AB2–CDE",
        "ab2 cde\n",
        "ＡＢ２ＣＤＥ",
        "ab2\u00a0cde",
        "\u200bab2\u2060cde",
    ],
)
def test_case_spaces_and_hyphens_of_a_code_do_not_matter(typed: str) -> None:
    assert normal_code(typed) == "AB2CDE"


@pytest.mark.parametrize("typed", ["", "AB2CD", "AB2CDEF", "AB2CD0", "AB2CDI", "AB2CD!", "A" * 10_000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normal_code(typed) is None


@given(st.text(max_size=100))
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = normal_code(text)
    assert code is None or (len(code) == 6 and set(code) <= set(CODE_SYMBOLS))


def test_an_id_is_fresh_and_fits_into_an_address() -> None:
    ids = {new_id("p-") for _ in range(500)}
    assert len(ids) == 500
    assert all(one.startswith("p-") and one.replace("-", "").replace("_", "").isalnum() for one in ids)


def test_a_passphrase_is_kept_as_a_salted_hash() -> None:
    kept = hash_passphrase("correct horse")
    assert kept != hash_passphrase("correct horse")
    assert "correct" not in kept
    assert check_passphrase(kept, "correct horse")
    assert not check_passphrase(kept, "correct house")


@pytest.mark.parametrize("kept_hash", [None, NOBODY_KNOWS])
def test_who_has_no_passphrase_is_refused_after_the_same_work(
    monkeypatch: pytest.MonkeyPatch, kept_hash: str | None
) -> None:
    """Unknown, or come straight in by the link: how fast the answer comes tells nobody which."""
    worked = []
    hasher = passphrases._HASHER

    class Watched:
        def verify(self, kept: str, passphrase: str) -> bool:
            worked.append(kept)
            return hasher.verify(kept, passphrase)

    monkeypatch.setattr(passphrases, "_HASHER", Watched())
    assert not check_passphrase(kept_hash, "anything")
    assert worked[-1].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_hashing_goes_where_it_is_told_to() -> None:
    ran = []

    def elsewhere(work):  # type: ignore[no-untyped-def]
        ran.append(work)
        return work()

    kept = hash_passphrase("correct horse", elsewhere)
    assert check_passphrase(kept, "correct horse", elsewhere)
    assert len(ran) == 2


def test_a_sign_in_token_is_kept_only_as_its_hash() -> None:
    token, kept = new_sign_in_token()
    assert token not in kept
    assert hash_of_sign_in_token(token) == kept


def test_tries_are_counted_per_subject_and_one_s_own_shut_nobody_else_out() -> None:
    allowance = Allowance(per_subject="3/minute", in_all="5/minute")
    assert [allowance.take("spring") for _ in range(9)] == [True] * 3 + [False] * 6
    assert allowance.take("autumn")


def test_tries_are_counted_in_all_of_one_whole() -> None:
    allowance = Allowance(per_subject="100/minute", in_all="3/minute")
    assert [allowance.take(subject) for subject in ("", "spring", "autumn", "winter")] == [True] * 3 + [False]
    assert allowance.take("winter", "another whole")


def test_a_try_given_back_is_there_again_and_those_of_others_stay_counted() -> None:
    allowance = Allowance(per_subject="2/minute", in_all="3/minute")
    for subject in ("spring", "autumn", "autumn"):
        assert allowance.take(subject)
    allowance.give_back("spring")
    assert [allowance.take("spring"), allowance.take("summer")] == [True, False]


def test_no_more_run_at_a_time_than_may() -> None:
    inside: list[int] = []
    most = 0
    watched, together = threading.Lock(), threading.Barrier(2)

    def work() -> int:
        nonlocal most
        with watched:
            inside.append(1)
            most = max(most, len(inside))
        together.wait(timeout=30)
        with watched:
            return inside.pop()

    run = few_at_once(at_once, 2)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: run(work), range(8))) == [1] * 8
    assert most == 2


def test_wrong_codes_are_counted_per_source_once_there_are_many_and_never_beyond_what_all_may() -> None:
    guesses = Guesses(unhurried="3/minute", per_source="2/minute", at_most="6/minute")
    for _ in range(3):
        assert guesses.is_heard("a")
        guesses.was_wrong("a")
    assert not guesses.is_heard("a")
    for source in ("b", "b", "c"):
        assert guesses.is_heard(source)
        guesses.was_wrong(source)
    assert not guesses.is_heard("b")
    assert not guesses.is_heard("d"), "all together may not guess on"


def test_P4_every_command_has_a_row_and_an_audience() -> None:
    assert set(MAY) == set(get_args(c.Wish)) - {c.OpenWorkshop, c.JoinWorkshop, c.Settle}
    assert set(MAY) == {wish for wish, _ in SHAPES.values()}
    assert all(MAY.values())


def test_P4_what_has_no_row_is_refused_to_everybody() -> None:
    assert not any(may(audience, c.OpenWorkshop) for audience in Audience)
    assert not any(may(audience, c.JoinWorkshop) for audience in Audience)
    assert not any(may(audience, c.Settle) for audience in Audience)


def test_P4_the_screen_only_shows() -> None:
    assert not any(may(Audience.SCREEN, wish) for wish in MAY)
