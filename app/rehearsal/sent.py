"""Bots that the server sends into a workshop: each lot in a process of its own, so that no phone waits."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

MOST_LOTS = 3
"""Who rehearses again and again sends the oldest lot home."""


class SentBots:
    """`command`: what starts the program; `origin`: where this server is reached from this computer."""

    def __init__(self, origin: str, command: Sequence[str]) -> None:
        self._origin = origin
        self._command = command
        self._lots: list[subprocess.Popen[bytes]] = []
        self._written = TemporaryDirectory(prefix="rehearsed-")

    def send(self, code: str, scenario: Path | str, people: int) -> None:
        """Send so many into the workshop with this code. They leave when it is closed.

        `scenario`: its file, or its text where somebody wrote it in the browser.
        """
        if isinstance(scenario, str):
            file = Path(self._written.name) / f"{code}.yaml"
            file.write_text(scenario, encoding="utf-8")
            scenario = file
        self._lots = [one for one in self._lots if one.poll() is None]
        while len(self._lots) >= MOST_LOTS:
            _end(self._lots.pop(0))
        joins = ("rehearse", str(scenario), "--join", f"{self._origin}/join/{code}", "--people", str(people))
        self._lots.append(
            subprocess.Popen(
                [sys.executable, *self._command, *joins],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def close(self) -> None:
        """Send all of them home."""
        for lot in self._lots:
            _end(lot)
        self._lots = []
        self._written.cleanup()


def _end(lot: "subprocess.Popen[bytes]") -> None:
    if lot.poll() is None:
        lot.terminate()
    lot.wait()
