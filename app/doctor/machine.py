"""The computer itself: Python and packages, the database, its disk, the clock."""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from app.config import ROOT
from app.doctor.findings import Finding, ill, odd, well
from app.languages.speaking import decimal, gettext
from app.store import StoreProblem
from app.store.looking import check_file, place_of, survives_a_power_cut

LOCK = ROOT / "requirements.txt"
OLDEST_PYTHON = (3, 11)
LITTLE_BYTES, FEW_BYTES = 100_000_000, 1_000_000_000
"""A workshop with forty people writes about one million bytes; the system itself wants room, too."""
SLOW_SAVE_S = 0.25
LONGEST_WHY = 200
SYNCHRONISED = re.compile(
    r"dropbox|onedrive|google ?drive|icloud|mobile documents|nextcloud|owncloud|sync\.com|box sync", re.I
)
"""Folders that another program copies away while the app writes: it may hold the file, or tear it."""
_LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?P<only>\s*;)?", re.MULTILINE)


def packages(lock: Path = LOCK) -> Finding:
    """Whether Python is new enough, and what is installed is what the lock file names."""
    about = gettext("Python and packages")
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return ill(about, f"Python {python}", gettext("Install Python 3.11 or newer from python.org."))
    wrong = sorted(_wrong(lock.read_text(encoding="utf-8")))
    if wrong:
        said = gettext("not as locked: {packages}", packages=", ".join(wrong))
        return ill(about, said, gettext("Delete the folder “.venv” and start again, with the internet."))
    return well(about, gettext("Python {version}, all packages as locked", version=python))


def _wrong(lock: str) -> Iterator[str]:
    """A name may be locked more than once, for other systems and Pythons: any of them will do."""
    for name, locked in groupby(_LOCKED.findall(lock), key=itemgetter(0)):
        wanted = {made: bool(only) for _, made, only in locked}
        try:
            held = version(name)
        except PackageNotFoundError:
            if not all(wanted.values()):  # one for other systems alone may be missing
                yield name
            continue
        if held not in wanted:
            yield f"{name} {held}"


def database(address: str) -> Finding:
    """Whether it can be read, written, and keeps what it acknowledged. Nothing in it is changed."""
    about = gettext("Database")
    try:
        return _file(about, file) if (file := place_of(address)) else _server(about, address)
    except (OSError, StoreProblem) as error:
        return ill(
            about,
            gettext("cannot be used ({why})", why=str(error)[:LONGEST_WHY]),
            gettext("Make the file and its folder writable, start its server, or choose another --database."),
        )


def _file(about: str, file: Path) -> Finding:
    took = _save(_folder_of(file))
    check_file(file)
    if SYNCHRONISED.search(str(file)):
        return odd(
            about,
            gettext("{file} lies in a folder that another program synchronises", file=str(file)),
            gettext("Keep it elsewhere (--database), or pause that program during the workshop."),
        )
    milliseconds = round(took * 1000)
    if took > SLOW_SAVE_S:
        return odd(
            about,
            gettext("{file}: one save took {n} ms", file=str(file), n=milliseconds),
            gettext("Keep it on a disk of this computer: every tap waits that long."),
        )
    return well(
        about, gettext("{file} can be written, and one save takes {n} ms", file=str(file), n=milliseconds)
    )


def _folder_of(file: Path) -> Path:
    """Where it lies, or where its folder will be made."""
    return next(one for one in file.parents if one.is_dir())


def _save(folder: Path) -> float:
    """Seconds until a few bytes are on the disk, and not only on their way."""
    with tempfile.TemporaryFile(dir=folder) as file:
        begun = time.perf_counter()
        file.write(b"doctor" * 100)
        file.flush()
        os.fsync(file.fileno())
        return time.perf_counter() - begun


def _server(about: str, address: str) -> Finding:
    if survives_a_power_cut(address):
        return well(about, gettext("the server answers, and keeps what it acknowledged"))
    return odd(
        about,
        gettext("the server answers, but a power cut may lose what was acknowledged"),
        gettext("Set fsync and synchronous_commit to on in postgresql.conf."),
    )


def disk(address: str) -> Finding:
    """Whether there is room where the database lies."""
    about = gettext("Disk space")
    file = place_of(address)
    free = shutil.disk_usage(_folder_of(file) if file else ROOT).free
    said = gettext("{n} GB free", n=decimal(round(free / 1e9, 1)))
    if free < LITTLE_BYTES:
        return ill(about, said, gettext("Free some space: without it nothing can be saved."))
    if free < FEW_BYTES:
        return odd(about, said, gettext("Enough for the workshop. Free some space soon."))
    return well(about, said)


def clock(now: datetime | None = None, made: datetime | None = None) -> Finding:
    """Whether the clock can be right: not earlier than the app's own files. Whether it is, people see."""
    about = gettext("Clock")
    now = now or datetime.now(UTC)
    made = made or datetime.fromtimestamp(LOCK.stat().st_mtime, UTC)
    local = now.astimezone().strftime("%Y-%m-%d %H:%M %Z")
    if now < made:
        return ill(
            about,
            gettext("{time}, which is before this app was put here", time=local),
            gettext("Set the date and time of this computer: reports and links carry them."),
        )
    return well(about, gettext("{time}. Is that right?", time=local))


def machine_findings(address: str) -> tuple[Finding, ...]:
    """All of it, for the database at this address."""
    return (packages(), database(address), disk(address), clock())
