"""What an edit costs in the largest family there may be: 300 facts, as many roles as the format allows.

Run: .venv/bin/python -m bench.edits. Each round ticks another box of the grid, over HTTP, in one process;
timed is the whole answer, with the proof in it. Then what the page asks for afterwards: the check's findings.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app import create_app
from app.config import Settings
from app.scenarios.editing.operations import value_of
from app.scenarios.editing.rendering import rendered
from tests.big_family import big_family

ROUNDS = 60


def written() -> str:
    """The big family as an author would write it: key by key, each item in lines of its own."""
    value = value_of(big_family())
    assert isinstance(value, dict)
    return "".join(f"{key}:{rendered(one, 0)}\n" for key, one in value.items())


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Print the figures, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        settings = Settings(
            host="127.0.0.1", port=0, database=database, base_url=None, async_mode="threading", redis_url=None
        )
        app = create_app(settings)
        app.flask.config["WTF_CSRF_ENABLED"] = False
        browser = app.flask.test_client()
        link = re.sub(r"^https?://[^/]*", "", app.sign_in_link())
        browser.post(link, data={"name": "Bench", "passphrase": "x" * 12})
        text, who = written(), app.store.facilitators()[0]
        app.store.drafts.add("d-bench", who.id, "Big", text, who.created_at)
        value = value_of(text)
        assert isinstance(value, dict)
        roles = [role["id"] for role in value["roles"]]
        facts = value["facts"]
        times, version = [], 1
        for number in range(ROUNDS):
            role = roles[number % len(roles)]
            edit = {"kind": "set", "path": ["facts", (number * 7) % len(facts), "held_by"], "value": [role]}
            body = {"version": version, "edits": [edit]}
            times.append(_timed(lambda body=body: browser.post("/scenarios/d-bench/edits", json=body)))  # type: ignore[misc]
            told = browser.get("/scenarios/d-bench/versions").json
            assert told is not None
            version = told["versions"][0]["version"]
        checks = [_timed(lambda: browser.get("/scenarios/d-bench/findings")) for _ in range(5)]
        size = f"{len(facts)} facts, {len(roles)} roles, {len(text) // 1024} KiB"
        ordered = sorted(times)
        print(f"{size}: an edit with its proof {statistics.median(times):.0f} ms at the median,")
        print(f"  {ordered[int(len(ordered) * 0.95)]:.0f} ms at the 95th percentile, first {times[0]:.0f} ms")
        print(f"  what the check finds, with its fields: {statistics.median(checks):.0f} ms")
        app.close()


if __name__ == "__main__":
    main()
