"""Who a socket belongs to: each sees its own view, and may wish its own part."""

from enum import StrEnum


class Audience(StrEnum):
    """Who looks on. A participant without a seat observes; who leads may open the duty desk."""

    PARTICIPANT = "participant"
    OBSERVER = "observer"
    FACILITATOR = "facilitator"
    SCREEN = "screen"
    DESK = "desk"
