"""From an address to a database that is there, can be written, and has today's tables."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.store.patient_sqlite import LONGEST_HELD_S, PatientConnection
from app.store.records import StoreNotReachable, StoreNotWritable, StoreProblem, StoreTooNew

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
MIGRATION_LOCK = 0x62757474  # any number: all processes that open one PostgreSQL database take turns by it
SERVER_WAITS_MS = int(LONGEST_HELD_S * 1000)
SQLITE_PRAGMAS = (
    "synchronous=FULL",  # an acknowledged command survives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # an erased name leaves no bytes in the file
)


def open_engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        engine = sa.create_engine(url, pool_pre_ping=True)
        sa.event.listen(engine, "connect", _prepare_server)
        return engine
    _make_file(url)
    options = {"factory": PatientConnection, "timeout": 0}
    # rows are mappings, as for PostgreSQL
    engine = sa.create_engine(url, paramstyle="named", connect_args=options)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def address_of(file: Path) -> str:
    """The URL of a SQLite file, whatever signs its path is made of: %, ? and # are part of it."""
    return sa.URL.create("sqlite", database=file.as_posix()).render_as_string(hide_password=False)


def file_name(address: str) -> str:
    """What `address_of` was made from."""
    return str(sa.make_url(address).database)


def file_of(url: sa.URL) -> Path | None:
    """The file a database is in; None for a server's, and for one that is in memory alone."""
    is_named = url.database and not url.database.startswith(("file:", ":"))
    return Path(str(url.database)).absolute() if url.get_backend_name() == "sqlite" and is_named else None


def _make_file(url: sa.URL) -> None:
    """Make the folder and an empty file that only its owner reads: it holds names and the key."""
    path = file_of(url)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise unusable(url, error.strerror or str(error)) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin_sqlite` does
    connection.execute("PRAGMA journal_mode=WAL")  # the file keeps that
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_server(connection: Any, _record: object) -> None:
    """What another program holds is not waited for without end."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {SERVER_WAITS_MS}")
    connection.commit()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Begin as asked: a writer takes its turn at once, instead of failing halfway."""
    begin = connection.get_execution_options().get("begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


def unusable(url: sa.URL, why: str) -> StoreProblem:
    """What to tell people when this database cannot be opened, because of `why`."""
    why = " ".join(why.split())
    if url.get_backend_name() == "sqlite":
        return StoreNotWritable(
            f"The database {_shown(url)} cannot be used ({why}): "
            "make the file and its folder writable, or name another one with --database."
        )
    return StoreNotReachable(
        f"The database {_shown(url)} cannot be used ({why}): "
        "start its server, or correct the address in DATABASE_URL."
    )


def _shown(url: sa.URL) -> str:
    """The file, or the address without its password."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.render_as_string(hide_password=True)


def migrate(connection: sa.Connection) -> None:
    """Bring the tables up to this version of the app, in the transaction given."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL lock_timeout = 0"))  # another process may take its time
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    if _revision(connection) != newest_revision():
        _upgrade(connection)
    # A database that may only be read says so now, instead of at the first reveal.
    connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))


def newest_revision() -> str:
    """What the newest migration is called: its file is `vNNNN_what_it_does.py`."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("v*.py"))[1:5]


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: sa.Connection) -> None:
    # Only now: Alembic takes a tenth of a start, and most starts find the tables as they should be.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = _revision(connection)
    if found is not None and found not in known:
        raise StoreTooNew(
            f"The database {_shown(connection.engine.url)} was changed by a newer version of this app "
            f"(schema {found}, this version knows {max(known)}): "
            "update the app, or name another database with --database."
        )
    command.upgrade(config, "head")
