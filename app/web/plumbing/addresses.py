"""The addresses people in the room type, scan or open on the projector."""

from dataclasses import dataclass

from flask import request


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where people reach this app. `chosen`: the address that was set, without a slash at its end, if any."""

    chosen: str | None

    def of(self, path: str) -> str:
        """The whole address of a path: at the address set, else at the one visited."""
        return (self.chosen or request.url_root.rstrip("/")) + path


def join_path(code: str) -> str:
    """What the QR holds behind the address."""
    return f"/join/{code}"


def shown_code(code: str) -> str:
    """A join code as people read it: two groups of three."""
    return f"{code[:3]} {code[3:]}".strip()


def own_path(path: str) -> str:
    """A path of this app to go on to; empty for anything that could lead elsewhere."""
    leads_elsewhere = not path.startswith("/") or path.startswith(("//", "/\\")) or "\\" in path
    return "" if leads_elsewhere or any(ord(letter) < 32 for letter in path) else path
