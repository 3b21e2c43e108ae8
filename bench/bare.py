"""The yardstick: a Flask-SocketIO broadcast as its documentation shows it, without rules or database.

It gets the same engine and the same TCP_NODELAY as the app, which makes it harder to beat.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import run

serve, _ = run.eventlet_engine()

import socket  # noqa: E402

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, emit, join_room  # noqa: E402

TEXT = "Three missed appointments since the spring; nobody answered the door, a child's voice was heard."


def bare() -> Flask:
    """Phones name a room when they connect; a reveal goes to everybody in it."""
    flask = Flask(__name__)
    sockets = SocketIO(flask, async_mode="eventlet")
    rooms: dict[str, str] = {}
    versions: dict[str, int] = {}

    @sockets.on("connect")
    def connect(auth: dict[str, str]) -> None:
        room = rooms[request.sid] = auth["room"]
        join_room(room)
        emit("snapshot", {"protocol": 1, "audience": "participant", "now": 0, "version": 0})

    @sockets.on("command")
    def command(payload: dict[str, str]) -> dict[str, object]:
        room = rooms[request.sid]
        version = versions[room] = versions.get(room, 0) + 1
        fact = {
            "text": TEXT,
            "about": "mia",
            "topic": "home",
            "when": "2026-01",
            "first": "2026-01-01",
            "last": "2026-01-31",
            "column": "worry",
            "source": "seen",
            "seat": "t1s1",
            "role": "health-visitor",
            "agency": "Community health trust",
            "order": version,
            "wording": "full",
        }
        patch = {"facts": {payload["fact_id"]: fact}, "counts": {"facts": version}}
        entry = {"slice": "table", "since": version - 1, "version": version, "patch": patch}
        emit("changes", [entry], to=room)
        return {"ok": True}

    return flask


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    serve(listener, bare())
