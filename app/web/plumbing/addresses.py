"""The addresses people in the room type, scan or open on the projector."""

from dataclasses import dataclass

from flask import Flask, request
from werkzeug.routing import BaseConverter, Map

from app.access.own_addresses import Reach


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where people reach this app, for the links of its pages."""

    reach: Reach

    def of(self, path: str) -> str:
        """The whole address of a path: at the address that links carry, else at the one visited."""
        return (self.reach.base_url or request.url_root.rstrip("/")) + path


class InAnyCapitals(BaseConverter):
    """A word of an address, in whatever capitals it is typed."""

    def __init__(self, map: Map, word: str) -> None:
        super().__init__(map)
        self.regex = f"(?i:{word})"


def register(flask: Flask) -> None:
    """Let routes name words that people type."""
    flask.url_map.converters["in_any_capitals"] = InAnyCapitals


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
