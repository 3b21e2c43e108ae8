"""One app at a time on one SQLite file: two would not tell each other's phones what has changed."""

import sys
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from app.store.connecting import file_of, unusable
from app.store.records import StoreProblem


class StoreInUse(StoreProblem):
    """Another process serves this file already."""


def claim(database: str) -> IO[bytes] | None:
    """Hold the SQLite file for as long as the result is kept; None where a server shares the database.

    The system lets go of the claim when the process ends, however it ends. Raises StoreInUse, and
    StoreNotWritable where the claim cannot even be laid.
    """
    url = sa.make_url(database)
    path = file_of(url)
    if path is None:
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = Path(f"{path}.lock").open("ab")  # noqa: SIM115, held until the process ends
    except OSError as error:
        raise unusable(url, error.strerror or str(error)) from error
    try:
        _lock(held)
    except OSError as error:
        held.close()
        raise StoreInUse(
            f"The database {url.database} is in use: the app already runs, perhaps in another window. "
            "Use that one, or give this one a file of its own with --database."
        ) from error
    return held


def _lock(held: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        held.seek(0)
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
