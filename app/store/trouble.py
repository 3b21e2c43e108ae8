"""What keeps the database from saving: told apart, said once when it begins, and once when it is over."""

import logging
import shutil
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path

import psutil

from app.store.patient_sqlite import is_busy
from app.store.records import StoreFailed, StoreFull, StoreHeld

ENOUGH_FREE_BYTES = 1_000_000
"""So much must be free again before saving counts as well: what is in the -wal file already finds room."""
_PG_LOCK_NOT_AVAILABLE, _PG_DISK_FULL = "55P03", "53100"

log = logging.getLogger(__name__)


class Trouble:
    """What is wrong now with one database. `file`: where it lies, if it is one."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._now: StoreFailed | None = None

    @property
    def now(self) -> StoreFailed | None:
        return self._now

    def of(self, error: BaseException, otherwise: str) -> StoreFailed:
        """What to raise for a driver's error, in our words; trouble that lasts is noted, and said once."""
        if is_busy(error) or _sqlstate(error) == _PG_LOCK_NOT_AVAILABLE:
            return self._begins(StoreHeld, error)
        if _is_full(error):
            return self._begins(StoreFull, error)
        return StoreFailed(otherwise)

    def was_saved(self) -> None:
        """A commit went through: nobody holds the database any more. A full disk `is_over` looks at."""
        if isinstance(self._now, StoreHeld):
            self.ends()

    def is_over(self) -> bool:
        """Whether a look at the disk speaks for saving again; only a commit tells."""
        if not isinstance(self._now, StoreFull) or self._file is None:
            return True
        return shutil.disk_usage(self._file.parent).free >= ENOUGH_FREE_BYTES

    def ends(self) -> None:
        if self._now is not None:
            self._now = None
            log.critical("The database%s can be written again: saving goes on.", self._named)

    def _begins(self, kind: type[StoreHeld] | type[StoreFull], error: BaseException) -> StoreFailed:
        if isinstance(self._now, kind):
            return self._now
        said = self._who_holds() if kind is StoreHeld else self._that_it_is_full(error)
        self._now = kind(said)
        log.critical("%s", said)
        return self._now

    @property
    def _named(self) -> str:
        return f" {self._file}" if self._file else ""

    def _who_holds(self) -> str:
        holders = (
            _who_has_open({str(self._file), f"{self._file}-wal", f"{self._file}-shm"}) if self._file else ""
        )
        by = holders or "another program (a viewer, a synchroniser, a backup)"
        return (
            f"The database{self._named} is held by {by}, so nothing can be saved: close it there. "
            "What people tap waits on their phones and is saved then."
        )

    def _that_it_is_full(self, error: BaseException) -> str:
        return (
            f"The disk of the database{self._named} is full, so nothing can be saved ({error}): "
            "free some space on it. "
            "What people tap waits on their phones and is saved then."
        )


def _is_full(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_FULL or _sqlstate(error) == _PG_DISK_FULL


def _sqlstate(error: BaseException) -> str | None:
    state: str | None = getattr(error, "sqlstate", None)
    return state


def _who_has_open(files: Collection[str]) -> str:
    """The programs, other than this one, that have one of the files open, as far as the system tells."""
    found = []
    for process in psutil.process_iter(["name"]):
        time.sleep(0)  # others are served between two looks
        try:
            is_other = process.pid != psutil.Process().pid
            if is_other and any(one.path in files for one in process.open_files()):
                found.append(f"{process.info['name']} (process {process.pid})")
        except (psutil.Error, OSError):
            continue
    return ", ".join(found)
