"""A SQLite connection that waits for its turn without holding up anybody else.

SQLite's own wait sleeps inside the library, and with it every phone of an engine of green threads. Here each
try returns at once, and between two of them others are served.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeVar

LONGEST_WAIT_S = 10.0
"""At the start: another process may be bringing the tables up to date."""
LONGEST_HELD_S = 3.0
"""While the app runs: only another program holds the file so long, and whoever taps wants to hear of it."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.001, 0.05

Done = TypeVar("Done")


class PatientCursor(sqlite3.Cursor):
    def execute(self, *said: Any) -> "PatientCursor":
        return _patiently(lambda: super(PatientCursor, self).execute(*said), self.connection)

    def executemany(self, *said: Any) -> "PatientCursor":
        return _patiently(lambda: super(PatientCursor, self).executemany(*said), self.connection)


class PatientConnection(sqlite3.Connection):
    """`waits_s`: how long to wait for a turn."""

    waits_s = LONGEST_WAIT_S

    def cursor(self, factory: Any = PatientCursor) -> Any:
        return super().cursor(factory)

    def execute(self, *said: Any) -> sqlite3.Cursor:
        return self.cursor().execute(*said)  # type: ignore[no-any-return]

    def commit(self) -> None:
        _patiently(super().commit, self)


def _patiently(ask: Callable[[], Done], connection: sqlite3.Connection) -> Done:
    """Ask again for as long as another one has its turn. Raises sqlite3.OperationalError."""
    pause_s = _FIRST_PAUSE_S
    give_up = time.monotonic() + getattr(connection, "waits_s", LONGEST_WAIT_S)
    while True:
        try:
            return ask()
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > give_up:
                raise
            time.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


def is_busy(error: BaseException) -> bool:
    """Whether it says that another one has its turn."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
