"""One database, and the two ways to it: SQLAlchemy's, and for what every tap asks straight to its driver.

Preparing a statement, a connection and a transaction anew costs ten times the reading of one number.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.store.connecting import file_of
from app.store.patient_sqlite import LONGEST_HELD_S
from app.store.records import StoreFailed, StoreGone
from app.store.trouble import Trouble

log = logging.getLogger(__name__)

AT_ONCE = "BEGIN IMMEDIATE"
"""A writer takes its turn when it begins. Only SQLite is told; a server begins by itself."""

_ALL_BUSY = "The database does not answer: every connection to it is in use."


class Database:
    """An engine whose database `Store.open` has migrated, for all parts of the store."""

    def __init__(self, engine: sa.Engine) -> None:
        self.is_file = engine.dialect.name == "sqlite"
        driver = engine.dialect.loaded_dbapi
        self.Error: type[Exception] = driver.Error
        self.IntegrityError: type[Exception] = driver.IntegrityError
        self._engine = engine
        self._writer = engine.execution_options(begin=AT_ONCE)
        self._alone = engine.execution_options(begin=None)
        path = file_of(engine.url)
        self._place = None if path is None else _Place(path, engine)
        self._trouble = Trouble(path)
        if self.is_file:  # from now on nobody but another program holds the file for long
            sa.event.listen(engine, "checkout", _wait_no_longer)

    def close(self) -> None:
        if self._place is not None:
            self._place.close()
        self._engine.dispose()

    def check_is_there(self) -> None:
        """Raise StoreGone, with the sentence for people, when the file is no longer where it was opened."""
        if self._place is not None:
            self._place.check()

    def check_is_well(self) -> None:
        """Raise StoreGone, StoreHeld or StoreFull, while nothing can be saved."""
        self.check_is_there()
        if (trouble := self._trouble.now) is not None:
            raise trouble

    def look_again(self) -> None:
        """Whether what was wrong is over is found out by writing. Raises as `check_is_well` does."""
        self.check_is_there()
        if self._trouble.now is None:
            return
        if self._trouble.is_over():
            with suppress(StoreFailed):
                self._write_nothing()
                self._trouble.ends()
        self.check_is_well()

    def _write_nothing(self) -> None:
        """A commit as any other, which changes nothing."""
        with self.writing() as connection:
            if not self.is_file:
                connection.execute(sa.text("LOCK TABLE events IN ROW EXCLUSIVE MODE NOWAIT"))
            connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))

    # --- by way of SQLAlchemy -------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """For one statement: no transaction is begun for it. Raises StoreFailed."""
        with self._failing_in_our_words(), self._alone.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is committed when the block ends, unless it raises.

        Raises StoreFailed, and SQLAlchemy's own IntegrityError: that is for who knows which key is taken.
        """
        self.check_is_there()
        with self._failing_in_our_words(), self._writer.begin() as connection:
            yield connection
        self._trouble.was_saved()
        self.check_is_there()

    @contextmanager
    def _failing_in_our_words(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.IntegrityError:
            raise
        except sa.exc.TimeoutError as error:
            raise StoreFailed(_ALL_BUSY) from error
        except sa.exc.DBAPIError as error:  # locked for too long, full, out of reach
            said = f"The database does not answer: {error.orig}."
            raise self._trouble.of(error.orig or error, said) from error

    # --- straight to the driver -----------------------------------------------------------------------------

    def text(self, statement: sa.sql.ClauseElement) -> str:
        """A statement as the driver takes it, its parameters named."""
        return str(statement.compile(dialect=self._engine.dialect))

    def rows(self, text: str, **parameters: object) -> list[Any]:
        """What one statement finds, as the driver gives it. Raises StoreFailed."""
        try:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(text, parameters)
                return list(cursor.fetchall())
            finally:
                connection.close()
        except sa.exc.TimeoutError as error:
            raise StoreFailed(_ALL_BUSY) from error
        except self.Error as error:
            raise self._trouble.of(error, f"The database does not answer: {error}.") from error

    @contextmanager
    def committing(self) -> Iterator[Any]:
        """A driver's cursor whose work is committed when the block ends, unless it raises.

        Raises StoreFailed, and the driver's own IntegrityError. Raises StoreGone rather than let a commit
        count that went to a file nobody will find again: looked at before, so that none is made, and after,
        because it may have gone meanwhile.
        """
        self.check_is_there()
        try:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                if self.is_file:
                    cursor.execute(AT_ONCE)
                yield cursor
                connection.commit()
            finally:
                connection.close()  # back to the pool, which rolls back what was not committed
        except self.IntegrityError:
            raise
        except sa.exc.TimeoutError as error:
            raise StoreFailed(_ALL_BUSY) from error
        except self.Error as error:
            raise self._trouble.of(error, f"The database kept nothing of this: {error}.") from error
        self._trouble.was_saved()
        self.check_is_there()


def _wait_no_longer(connection: Any, *_more: object) -> None:
    connection.waits_s = LONGEST_HELD_S


# --- whether the file is still there ------------------------------------------------------------------------

_Identity = tuple[int, int] | None
"""Device and number of a file; None for one that is not there."""

_SOME_FILE = (0, 0)
"""A file that is there, though nobody knows which: where there are no numbers, they are 0."""


class _Place:
    """Where a SQLite file and its -wal file lie, and whether they are still those that were opened.

    Deleted or replaced, they live on unseen for as long as they are open, and take every commit with them.
    """

    def __init__(self, path: Path, engine: sa.Engine) -> None:
        # One connection stays open: the -wal file is the same one until the last closes.
        self._held = engine.raw_connection()
        self._held.detach()
        self._held.cursor().execute("SELECT version_num FROM alembic_version")
        self._path = path
        self._files = (str(path), f"{path}-wal")
        self._seen: tuple[_Identity, ...] = (_SOME_FILE, _SOME_FILE)
        self._opened = self._seen = self._found()
        self._is_gone = False

    def close(self) -> None:
        self._held.close()

    def check(self) -> None:
        """Raise StoreGone if it is gone. When that changes the log says it, once."""
        self._seen = self._found()
        is_gone = not all(map(_is_same, self._opened, self._seen))
        if is_gone != self._is_gone:
            self._is_gone = is_gone
            log.critical("%s", self if is_gone else f"The database {self._path} is back: saving goes on.")
        if is_gone:
            raise StoreGone(str(self))

    def __str__(self) -> str:
        return (
            f"The database {self._path} was deleted or replaced while the app runs, so nothing is saved any "
            "more: keep the reports you need now, stop the app, put the file back, and start the app again."
        )

    def _found(self) -> tuple[_Identity, ...]:
        return tuple(map(_identity, self._files, self._seen))


def _identity(file: str, last: _Identity) -> _Identity:
    """What tells a file from every other on this computer; `last` while the computer does not say."""
    try:
        found = os.stat(file)  # noqa: PTH116, at every commit: a Path costs more than the question
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:  # a folder that is locked for a moment, a share that stumbles: not gone yet
        return last
    return found.st_dev, found.st_ino


def _is_same(opened: _Identity, seen: _Identity) -> bool:
    if opened is None or seen is None:
        return opened is seen
    return opened == seen or 0 in (opened[1], seen[1])
