"""Which browsers have signed out: what their cookie says holds no more, though a copy of it may be about."""

from contextlib import suppress
from datetime import datetime

import sqlalchemy as sa

from app.store.database import Database
from app.store.questions import BROWSER_SIGNED_OUT
from app.store.sql_tables import SIGNED_OUT

MOST_REMEMBERED = 10_000


class SignedOut:
    """A part of the store: the same database, for every process and after a restart."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._find = database.text(BROWSER_SIGNED_OUT)
        self._found: dict[str, None] = {}  # who has signed out stays so

    def add(self, browser: str, *, now: datetime, until: datetime) -> None:
        """Believe this browser's cookie no more; `until`: when it would have run out by itself."""
        over = (SIGNED_OUT.c.until <= now) | (SIGNED_OUT.c.browser == browser)
        # Of two at the same moment, one is enough.
        with suppress(sa.exc.IntegrityError), self._database.writing() as connection:
            connection.execute(sa.delete(SIGNED_OUT).where(over))
            connection.execute(sa.insert(SIGNED_OUT).values(browser=browser, until=until))
        self._remember(browser)

    def holds(self, browser: str) -> bool:
        """Whether this browser has signed out."""
        if browser in self._found:
            return True
        if not self._database.rows(self._find, browser=browser):
            return False
        self._remember(browser)
        return True

    def _remember(self, browser: str) -> None:
        self._found[browser] = None
        if len(self._found) > MOST_REMEMBERED:
            self._found.pop(next(iter(self._found)), None)
