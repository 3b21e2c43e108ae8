"""The kinds of steps, by what people do in them. Each set stands here once; pages are sent what follows."""

from enum import StrEnum

from app.domain.scenario import PhaseKind

ALL = frozenset(PhaseKind)
OPEN = ALL - {PhaseKind.CLOSED}
LOBBY = frozenset({PhaseKind.LOBBY})
SHARING = frozenset({PhaseKind.SHARE, PhaseKind.ASK_AND_LINK})
"""Facts come to the table: a round."""
ASKING = frozenset({PhaseKind.ASK_AND_LINK})
READING = frozenset({PhaseKind.READ, PhaseKind.FIRST_READ}) | SHARING
"""Hands are read."""
UP_TO_SHARING = frozenset({PhaseKind.LOBBY, PhaseKind.WELCOME, PhaseKind.PULSE}) | READING
AT_THE_TABLE = SHARING | {PhaseKind.PULSE, PhaseKind.SECOND_READ}
"""From the first fact to the last judgement: the picture grows, or is what people judge by."""
LOOKING_BACK = frozenset({PhaseKind.REVEAL, PhaseKind.REPLAY})
"""What never reached the table is shown, and talked about."""
_BEFORE = frozenset({PhaseKind.LOBBY, PhaseKind.WELCOME, PhaseKind.READ, PhaseKind.FIRST_READ})
JUDGING = frozenset({PhaseKind.FIRST_READ, PhaseKind.SECOND_READ})
AGREEING = frozenset({PhaseKind.SECOND_READ})
RAISING = frozenset({PhaseKind.BARRIERS, PhaseKind.VOTE, PhaseKind.MEANING})
VOTING = frozenset({PhaseKind.VOTE})
POLLING = frozenset({PhaseKind.MEANING})
COUNTING = frozenset({PhaseKind.VOTE, PhaseKind.MEANING})
PROMISING = frozenset({PhaseKind.COMMITMENTS, PhaseKind.CHECK_OUT})
WEIGHING = frozenset({PhaseKind.MEANING}) | PROMISING
CHECKING_OUT = frozenset({PhaseKind.CHECK_OUT})
MODERATING = RAISING | PROMISING | {PhaseKind.CLOSED}
"""What was written may be corrected."""
DEBRIEFING = MODERATING | {PhaseKind.REPLAY}
"""The debrief, whose time is to be kept."""


class Part(StrEnum):
    """The stretches of the hour: before facts come to the table, while they do, and after."""

    BEFORE = "before"
    SHARING = "sharing"
    AFTER = "after"


def part_of(kind: PhaseKind) -> Part:
    """In which stretch of the hour a step lies: `sharing` from the first fact to the last judgement."""
    if kind in _BEFORE:
        return Part.BEFORE
    return Part.SHARING if kind in AT_THE_TABLE else Part.AFTER


def is_sharing(kind: PhaseKind) -> bool:
    """Whether facts come to the table in it: a round."""
    return kind in SHARING


def is_debrief(kind: PhaseKind) -> bool:
    """Whether the step belongs to the debrief, whose time is to be kept. Source: docs/field.md 6."""
    return kind in DEBRIEFING
