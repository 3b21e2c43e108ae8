"""A look at a database before anybody relies on it. Nothing in it is changed, and it is not migrated."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from app.store.connecting import file_of, open_engine
from app.store.records import StoreProblem

LOOKED_FOR_S = 2.0
"""How long a look waits for whoever holds the file."""


def place_of(address: str) -> Path | None:
    """The file it is in, there or not; None for a server's."""
    return file_of(sa.make_url(address))


def check_file(file: Path) -> None:
    """Take a writer's turn and give it back, and let SQLite look whether the file is whole.

    Raises StoreProblem with SQLite's words. One that is not there yet, or empty, is well.
    """
    if not (file.is_file() and file.stat().st_size):
        return
    try:
        connection = sqlite3.connect(file, timeout=LOOKED_FOR_S, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            [flaw] = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreProblem(str(error)) from error
    if flaw != "ok":
        raise StoreProblem(str(flaw))


def survives_a_power_cut(address: str) -> bool:
    """Whether a server keeps what it acknowledged; raises StoreProblem where it does not answer."""
    engine = open_engine(sa.make_url(address))
    try:
        with engine.connect() as connection:
            shown = [connection.scalar(sa.text(f"SHOW {name}")) for name in ("fsync", "synchronous_commit")]
    except sa.exc.SQLAlchemyError as error:
        raise StoreProblem(" ".join(str(error).split())) from error
    finally:
        engine.dispose()
    return "off" not in shown
