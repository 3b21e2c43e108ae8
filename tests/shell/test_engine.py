"""What somebody may cost who has not said who they are: connections end, messages are short."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.wire import half_open
from app.wire.engine import (
    ARRIVAL_WAITS_AT_MOST_S,
    ARRIVALS_AT_ONCE,
    ARRIVALS_PER_S,
    BEFORE_SIGN_IN_BYTES,
    BEFORE_SIGN_IN_FRAMES,
    CONNECTS,
    Engine,
)
from app.wire.half_open import MOST_OF_ONE_ADDRESS, SIGN_IN_WITHIN_S, HalfOpen
from app.wire.pace import Pace, Paces
from app.wire.websocket import unmasked
from tests.hurried import WAITS_S
from tests.patience import PATIENCE_S, becomes
from tests.serving import Served, serving
from tests.wire import fetch, frame

POLLING = "/socket.io/?EIO=4&transport=polling"
VISITS = 60
BOTH = [pytest.param(engine, marks=pytest.mark.slow) for engine in ("eventlet", "threading")]


@pytest.fixture(params=BOTH)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path / "workshops.sqlite3", async_mode=request.param) as app:
        yield app


@pytest.fixture(params=BOTH, scope="module")
def hurried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    database = tmp_path_factory.mktemp("hurried") / "workshops.sqlite3"
    with serving(database, async_mode=request.param, script="tests/hurried.py") as app:
        yield app


needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts what /proc shows")


def visited(port: int) -> str:
    """A polling session that has just been opened."""
    return str(json.loads(fetch(port, "GET", POLLING).body[1:])["sid"])


def knocked(port: int) -> socket.socket:
    """A websocket that has said nothing yet."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    assert connection.recv(4096).startswith(b"HTTP/1.1 101")
    return connection


def is_ended(connection: socket.socket) -> bool:
    """Whether the server ends it; what it says before does not matter."""
    try:
        while connection.recv(65_536):
            pass
    except ConnectionError:
        pass
    return True


def serves(app: Served) -> bool:
    return fetch(app.port, "GET", "/healthz").status == 200


# --- polling ------------------------------------------------------------------------------------------------


@needs_proc
def test_P11_a_polling_session_that_closes_leaves_nothing_open(served: Served) -> None:
    visited(served.port)
    before = served.descriptors, served.threads
    for packets in ("2", "1", "4x", "9"):
        for _ in range(VISITS):
            with closing(_posted(served.port, visited(served.port), packets)):
                pass
    assert serves(served)
    becomes(lambda: served.descriptors <= before[0] + 2, True, "the number of open descriptors")
    becomes(lambda: served.threads <= before[1] + 2, True, "the number of threads")


def _posted(port: int, sid: str, packets: str) -> socket.socket:
    """Say something, and do not wait for an answer."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    head = f"POST {POLLING}&sid={sid} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(packets)}\r\n\r\n"
    connection.sendall((head + packets).encode())
    return connection


def test_P11_a_session_that_is_polled_twice_at_once_is_ended(served: Served) -> None:
    sid = visited(served.port)
    answers: list[int] = []
    path = f"{POLLING}&sid={sid}"
    waiting = threading.Thread(target=lambda: answers.append(fetch(served.port, "GET", path).status))
    waiting.start()
    while fetch(served.port, "GET", path).status != 400:  # the first may not have begun to wait
        sid = visited(served.port)
    waiting.join(PATIENCE_S)
    assert answers
    assert fetch(served.port, "POST", path, body=b"3").status == 400


@pytest.mark.parametrize("length", ["-1", "x", "4097", "99999999", "²"])
def test_P11_a_post_of_another_length_than_allowed_ends_its_session(served: Served, length: str) -> None:
    sid = visited(served.port)
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_S) as connection:
        head = f"POST {POLLING}&sid={sid} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        assert b" 400 " in connection.recv(4096).splitlines()[0]
    assert serves(served)


# --- websockets ---------------------------------------------------------------------------------------------


def test_P11_who_has_not_signed_in_says_little(served: Served) -> None:
    long = knocked(served.port)
    long.sendall(frame(b"4" * (BEFORE_SIGN_IN_BYTES + 1)))
    fragments = knocked(served.port)
    part = frame(b"4" * (BEFORE_SIGN_IN_BYTES // 2))
    begun = bytes([part[0] & 0x7F]) + part[1:]
    goes_on = bytes([0]) + part[1:]
    fragments.sendall(begun + goes_on + goes_on)
    many = knocked(served.port)
    many.sendall(frame(b"3") * (BEFORE_SIGN_IN_FRAMES + 1))
    pings = knocked(served.port)
    pings.sendall(frame(b"", 0x9) * (BEFORE_SIGN_IN_FRAMES + 1))
    for connection in (long, fragments, many, pings):
        with closing(connection):
            assert is_ended(connection)
    assert serves(served)


@pytest.mark.parametrize(
    "said",
    [
        b"\x81\x01x",
        b"\xf1\x81\0\0\0\0x",
        b"\x83\x81\0\0\0\0x",
        b"\x80\x81\0\0\0\0x",
        b"\x89\xfe\0\x7e",
        b"\x81\x82\0\0\0\0\xff\xfe",
        frame(b""),
    ],
    ids=["no mask", "extension", "unknown kind", "continues nothing", "long ping", "no text", "empty"],
)
def test_P11_what_is_no_frame_or_no_packet_ends_its_connection(served: Served, said: bytes) -> None:
    with closing(knocked(served.port)) as connection:
        connection.sendall(said)
        assert is_ended(connection)
    assert serves(served)


def test_P11_who_does_not_sign_in_is_let_go(hurried: Served) -> None:
    """However they stay awake: a websocket that answers pings, and a polling session."""
    began = time.monotonic()
    sid = visited(hurried.port)
    with closing(knocked(hurried.port)) as connection:
        assert is_ended(connection)
        assert time.monotonic() - began >= WAITS_S
    becomes(lambda: fetch(hurried.port, "POST", f"{POLLING}&sid={sid}", body=b"3").status, 400, "the session")


# --- before and around a request ----------------------------------------------------------------------------

FORM = b"Content-Type: application/x-www-form-urlencoded"
JOIN = b"POST /join HTTP/1.1\r\nHost: x\r\n" + FORM + b"\r\nContent-Length: 99\r\n"
OWED = {
    "nothing": b"",
    "half a line": b"GET /heal",
    "half a head": b"GET /healthz HTTP/1.1\r\nHost: x\r\n",
    "a body": JOIN + b"\r\ncode=",
    "a body in parts": JOIN.replace(b"Content-Length: 99", b"Transfer-Encoding: chunked") + b"\r\n4\r\nco",
}


@pytest.mark.parametrize("said", OWED.values(), ids=OWED.keys())
def test_P11_who_owes_the_rest_of_a_request_is_let_go_even_if_a_letter_comes_now_and_then(
    hurried: Served, said: bytes
) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", hurried.port), timeout=0.2) as connection:
        connection.sendall(said)
        assert _is_let_go(connection)
        assert time.monotonic() - began >= WAITS_S
    assert serves(hurried)


def _is_let_go(connection: socket.socket) -> bool:
    """Whether the server ends it within the tests' patience, while a letter is sent all the time."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            connection.sendall(b"x")
            if not connection.recv(4096):
                return True
        except TimeoutError:
            continue
        except ConnectionError:
            return True
    return False


def test_P11_who_does_not_take_an_answer_is_let_go(hurried: Served) -> None:
    """And what nobody has asked for after it is not read without end."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", hurried.port), timeout=0.2) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert _is_let_go(connection)
    assert time.monotonic() - began < PATIENCE_S
    assert serves(hurried)


def _asking(port: int, said: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    connection.sendall(said)
    return connection


@needs_proc
@pytest.mark.parametrize("said", [OWED["nothing"], OWED["a body"]], ids=["nothing", "a body"])
def test_P11_a_flood_of_connections_that_owe_a_request_is_held_and_a_phone_comes_in(
    served: Served, said: bytes
) -> None:
    before = served.descriptors
    held = [_asking(served.port, said) for _ in range(MOST_OF_ONE_ADDRESS + 50)]
    becomes(lambda: served.descriptors <= before + MOST_OF_ONE_ADDRESS + 20, True, "the number held")
    assert serves(served)
    for connection in held:
        connection.close()
    becomes(lambda: served.descriptors <= before + 5, True, "the number of open descriptors")


@needs_proc
def test_P11_a_flood_of_half_open_connections_is_held_and_a_phone_comes_in(
    served: Served, tmp_path: Path
) -> None:
    before = served.descriptors
    held = [knocked(served.port) for _ in range(MOST_OF_ONE_ADDRESS + 50)]
    assert is_ended(held[0])
    becomes(lambda: served.descriptors <= before + MOST_OF_ONE_ADDRESS + 20, True, "the number held")
    for connection in held:
        connection.close()
    becomes(lambda: served.descriptors <= before + 5, True, "the number of open descriptors")


def test_P12_connecting_again_and_again_ends_the_connection(served: Served) -> None:
    with closing(knocked(served.port)) as connection:
        connection.sendall((frame(b"40{}") + frame(b"41")) * (CONNECTS + 1))
        assert is_ended(connection)
    assert serves(served)


@pytest.mark.parametrize("version", ["", "0", "8", "99"])
def test_an_old_handshake_is_refused_and_nothing_fails(served: Served, version: str) -> None:
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    old = {"Sec-WebSocket-Key1": "1 2", "Sec-WebSocket-Key2": "3 4"} if not version else {}
    headers = asked | old | ({"Sec-WebSocket-Version": version} if version else {})
    answer = fetch(served.port, "GET", "/socket.io/?EIO=4&transport=websocket", headers=headers)
    assert answer.status == 400


def test_no_answer_is_a_script(served: Served) -> None:
    sid = visited(served.port)
    for asked in ("j=0", "j=", "j=x", "%6A=7", "j=1&j=2"):
        for path in (POLLING, f"{POLLING}&sid={sid}"):
            answer = fetch(served.port, "GET", f"{path}&{asked}")
            assert answer.status == 400
            assert "___eio" not in answer.body
        assert fetch(served.port, "POST", f"{POLLING}&sid={sid}&{asked}", body=b"d=3").status == 400
    assert fetch(served.port, "POST", f"{POLLING}&sid={sid}", body=b"3").status == 200


def test_what_strangers_send_and_where_from_stays_out_of_the_terminal(tmp_path: Path) -> None:
    odd = [
        ("GET", "/socket.io/?EIO=4&transport=polling&sid=stranger", {}),
        ("GET", "/socket.io/?EIO=3&transport=polling", {}),
        ("GET", POLLING, {"Origin": "http://stranger.test"}),
        ("PUT", "/socket.io/?EIO=4&transport=stranger", {}),
        ("POST", POLLING, {}),
    ]
    for engine in ("eventlet", "threading"):
        with serving(tmp_path / f"{engine}.sqlite3", async_mode=engine) as app:
            for method, path, headers in odd:
                assert fetch(app.port, method, path, headers=headers).status in (400, 405)
            for said in (frame(b"4" * 9_999), b"\x81\x01x", frame(b"x"), frame(b"")):
                with closing(knocked(app.port)) as connection:
                    connection.sendall(said)
                    assert is_ended(connection)
            greeting = app.printed
            told = app.stop().removeprefix(greeting)
        assert "stranger" not in told
        assert "127.0.0.1" not in told
        assert "Traceback" not in told


# --- the parts ----------------------------------------------------------------------------------------------


def test_unmasking_is_what_the_rfc_says() -> None:
    for size in (0, 1, 3, 4, 5, 125, 126, 4_096, 65_537):
        said, mask = os.urandom(size), os.urandom(4)
        masked = bytes(one ^ mask[place % 4] for place, one in enumerate(said))
        assert unmasked(masked, mask) == said
        assert unmasked(said, bytes(4)) == said


def test_half_open_lets_the_oldest_of_an_address_go_and_forgets_who_signed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(half_open, "MOST_OF_ONE_ADDRESS", 2)
    monkeypatch.setattr(half_open, "MOST", 4)
    waiting = HalfOpen()
    assert [waiting.add(sid, "a", 0.0) for sid in ("a1", "a2", "a3")] == [None, None, "a1"]
    assert waiting.add("b1", "b", 1.0) is None
    waiting.remove("a2")
    assert waiting.add("a4", "a", 1.0) is None
    assert waiting.add("c1", "c", 1.0) is None
    assert waiting.add("c2", "c", 1.0) == "a3"
    assert waiting.overdue(SIGN_IN_WITHIN_S + 0.5) == []
    assert waiting.overdue(SIGN_IN_WITHIN_S + 1) == ["b1", "a4", "c1", "c2"]
    for sid in ("b1", "a4", "c1", "c2", "nobody"):
        waiting.remove(sid)
    assert len(waiting) == 0


def test_a_pace_lets_a_first_lot_pass_and_then_so_much_a_second() -> None:
    pace = Pace(at_once=3, per_s=2)
    assert [pace.wait_s(1, 100.0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert pace.wait_s(1, 101.0) == 0.5
    assert pace.wait_s(1, 1_000.0) == 0


def test_of_many_each_has_a_pace_and_who_has_rested_is_forgotten() -> None:
    paces = Paces(lambda: Pace(at_once=2, per_s=2, waits_at_most_s=1.0))
    assert [paces.wait_s("flood", 100.0) for _ in range(6)] == [0, 0, 0.5, 1.0, 1.0, 1.0]
    assert paces.wait_s("room", 100.0) == 0
    paces.forget_rested(100.6)
    assert len(paces) == 1
    assert paces.wait_s("flood", 102.0) == 0  # the waits that nobody waited for are not paid for later
    paces.forget_rested(110.0)
    assert len(paces) == 0


def test_who_comes_and_goes_without_end_waits_and_whoever_comes_from_elsewhere_does_not() -> None:
    slept: list[float] = []
    engine = Engine(lambda _host: (), async_mode="threading")
    engine.sleep = slept.append
    engine.start_background_task = lambda *_all: None

    def arrives(address: str) -> None:
        engine._handle_connect({"REMOTE_ADDR": address}, lambda *_answer: None, "polling")

    for _ in range(ARRIVALS_AT_ONCE):
        arrives("192.0.2.1")
    assert slept == []
    arrives("192.0.2.1")
    assert len(slept) == 1
    arrives("198.51.100.1")
    assert len(slept) == 1
    for _ in range(2 * ARRIVALS_PER_S):
        arrives("192.0.2.1")
    assert max(slept) <= ARRIVAL_WAITS_AT_MOST_S
