"""Tokens, codes, passphrases, attempts, and the table of who may say what."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import allowances, passphrases
from app.access.allowances import Allowance, Tries, Turnstile
from app.access.codes import CODE_SYMBOLS, new_code, new_id, normal_code
from app.access.networks import network_of, read_networks, told_by_proxy, visitor
from app.access.passphrases import check_passphrase, hash_passphrase
from app.access.slow_work import at_once, few_at_once
from app.access.tokens import (
    hash_of_sign_in_token,
    new_sign_in_token,
    participant_token,
    read_participant_token,
    read_screen_token,
    read_standby_token,
    screen_token,
    standby_token,
)
from app.domain.log import commands as c
from app.domain.log.audiences import Audience
from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.rules.wishes import may
from app.messages.shapes import SHAPES
from app.web.facilitator.sign_in import NOBODY_KNOWS
from app.web.plumbing.visitors import as_it_came, is_own_origin
from tests.patience import PATIENCE_S
from tests.rows import MAY

KEY = b"k" * 32
SPRING = WorkshopId("spring")
AMA = ParticipantId("ama")


def test_P3_a_token_gives_back_what_it_was_made_for() -> None:
    assert read_participant_token(KEY, participant_token(KEY, SPRING, AMA)) == (SPRING, AMA)
    assert read_screen_token(KEY, screen_token(KEY, SPRING)) == SPRING


@pytest.mark.parametrize("number", [1, 2, 17])
def test_P4_a_standby_token_holds_the_number_it_was_made_with(number: int) -> None:
    assert read_standby_token(KEY, standby_token(KEY, SPRING, number)) == (SPRING, number)


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


def _tries(slept: list[float]) -> Tries:
    turnstile = Turnstile(lane_s=0.5, gate_s=0.1, sleep=slept.append)
    return Tries(turnstile, free_per_lane="2/minute", free_per_gate="4/minute")


def is_here() -> bool:
    return False


def test_P13_who_was_wrong_often_waits_and_is_heard_and_nobody_else_waits() -> None:
    slept: list[float] = []
    tries = _tries(slept)
    assert [tries.is_heard("a", "codes", is_here) for _ in range(2)] == [True] * 2
    assert slept == []
    assert tries.is_heard("a", "codes", is_here)
    assert slept == [0.1, 0.4]
    assert tries.is_heard("b", "codes", is_here)
    assert tries.is_heard("a", "something else", is_here)
    assert slept == [0.1, 0.4] * 2


def test_P13_what_was_right_counts_as_none() -> None:
    slept: list[float] = []
    tries = _tries(slept)
    for _ in range(9):
        assert tries.is_heard("a", "codes", is_here)
        tries.was_right("a", "codes")
    assert slept == []


def test_P13_where_many_are_wrong_everywhere_each_lane_takes_its_turn() -> None:
    slept: list[float] = []
    tries = _tries(slept)
    for lane in "abcd":
        assert tries.is_heard(lane, "codes", is_here)
    assert slept == []
    assert tries.is_heard("e", "codes", is_here)
    assert slept == [0.1, 0.4]


def test_P13_who_has_hung_up_costs_no_turn() -> None:
    slept: list[float] = []
    turnstile = Turnstile(lane_s=0.5, gate_s=0.1, sleep=slept.append)
    assert not turnstile.let_pass("a", "codes", lambda: True)
    assert slept == []


def test_P13_a_lane_has_one_try_at_the_gate_and_keeps_no_other_lane_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(allowances, "MOST_WAITING", 3)
    in_gate, goes_on = threading.Semaphore(0), threading.Semaphore(0)

    def sleep(_s: float) -> None:
        in_gate.release()
        assert goes_on.acquire(timeout=PATIENCE_S)

    turnstile = Turnstile(lane_s=0, gate_s=0, sleep=sleep)
    with ThreadPoolExecutor(9) as threads:
        crowd = [threads.submit(turnstile.let_pass, "a", "codes", is_here) for _ in range(3)]
        assert in_gate.acquire(timeout=PATIENCE_S)
        assert not turnstile.let_pass("a", "codes", is_here), "there is no room left in this lane"
        other = threads.submit(turnstile.let_pass, "b", "codes", is_here)
        goes_on.release(100)
        assert [one.result(PATIENCE_S) for one in (*crowd, other)] == [True] * 4
    assert turnstile._lines == {}


def test_an_address_is_what_the_trusted_proxy_says_and_nobody_else() -> None:
    trusted = read_networks(["127.0.0.1", "10.0.0.0/8", "::1"])
    told = [
        visitor("192.168.1.7", "6.6.6.6", trusted),
        visitor("127.0.0.1", "6.6.6.6, 192.168.1.7", trusted),
        visitor("127.0.0.1", "6.6.6.6, 192.168.1.7, 10.9.9.9", trusted),
        visitor("::ffff:127.0.0.1", "192.168.1.7", trusted),
        visitor("127.0.0.1", "", trusted),
        visitor("127.0.0.1", "nobody, 192.168.1.7", ()),
    ]
    assert told == ["192.168.1.7"] * 4 + ["127.0.0.1"] * 2


def test_what_a_proxy_says_is_heard_from_the_trusted_one_alone() -> None:
    trusted = read_networks(["127.0.0.1"])
    assert told_by_proxy("127.0.0.1", "https", trusted) == "https"
    assert told_by_proxy("::ffff:127.0.0.1", "evil.test, workshop.test:8443", trusted) == "workshop.test:8443"
    assert told_by_proxy("192.168.1.7", "https", trusted) == ""
    assert told_by_proxy("127.0.0.1", "https", ()) == ""
    assert told_by_proxy("127.0.0.1", "", trusted) == ""


@pytest.mark.parametrize(
    ("peer", "said", "scheme", "host"),
    [
        ("127.0.0.1", ("https", "workshop.test:8443"), "https", "workshop.test:8443"),
        ("127.0.0.1", ("gopher", 'a"b'), "http", "here.test:5000"),
        ("192.168.1.7", ("https", "evil.test"), "http", "here.test:5000"),
    ],
)
def test_scheme_and_host_are_those_that_people_typed(
    peer: str, said: tuple[str, str], scheme: str, host: str
) -> None:
    seen: dict[str, object] = {}
    app = as_it_came(lambda environ, _start: seen.update(environ), read_networks(["127.0.0.1"]))
    told = {"HTTP_X_FORWARDED_PROTO": said[0], "HTTP_X_FORWARDED_HOST": said[1]}
    app({"REMOTE_ADDR": peer, "HTTP_HOST": "here.test:5000", "wsgi.url_scheme": "http", **told}, None)
    assert (seen["wsgi.url_scheme"], seen["HTTP_HOST"], seen["REMOTE_ADDR"]) == (scheme, host, peer)
    is_own = is_own_origin(None)
    assert is_own(f"{scheme}://{host}", seen)
    assert not is_own("https://evil.test", seen)
    assert is_own(f"http://{host}", seen) is (scheme == "http")


def test_addresses_of_one_network_of_ipv6_are_one_visitors() -> None:
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:ffff::8") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::7") != network_of("2001:db8:1:2::7")
    assert network_of("fe80::1%eth0") == "fe80::/64"
    assert network_of("::ffff:192.168.1.7") == network_of("192.168.1.7") == "192.168.1.7"
    assert network_of("") == ""


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
