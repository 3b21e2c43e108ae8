"""The real app in a process of its own, as `python3 run.py` starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"Your console \(works once\):\s+(\S+)")
ENOUGH_S = 20


@dataclass
class Served:
    """`url` has no slash at its end; `sign_in_link` opens the console once."""

    process: subprocess.Popen[str]
    url: str
    sign_in_link: str
    printed: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait(ENOUGH_S)


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "run.py"), *arguments]


def start(
    database: str | Path,
    *,
    port: int = 0,
    variables: Mapping[str, str] | None = None,
    async_mode: str = "eventlet",
) -> Served:
    """Start the app and wait until it has printed its link, which is when it already listens."""
    options = ["--host", "127.0.0.1", "--port", str(port), "--database", str(database)]
    process = subprocess.Popen(
        command("serve", *options, "--async-mode", async_mode),
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", **(variables or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        if found := LINK.search(line):
            link = found.group(1)
            url = "/".join(link.split("/")[:3])
            return Served(process=process, url=url, sign_in_link=link, printed=printed)
    process.wait(ENOUGH_S)
    raise AssertionError(f"the app did not start: {''.join(printed)}")


@contextmanager
def serving(
    database: str | Path,
    *,
    port: int = 0,
    variables: Mapping[str, str] | None = None,
    async_mode: str = "eventlet",
) -> Iterator[Served]:
    """The app while the block runs; afterwards it is stopped as Ctrl-C would stop it."""
    app = start(database, port=port, variables=variables, async_mode=async_mode)
    try:
        yield app
    finally:
        app.process.terminate()
        app.printed += app.process.communicate(timeout=ENOUGH_S)[0].splitlines(keepends=True)
