"""What a look at this computer found: one line each, and what to do where it is not well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.languages.speaking import gettext


class State(StrEnum):
    """How well it is: `ODD` may do, and should be looked at; `ILL` has to be put right."""

    WELL = "well"
    ODD = "odd"
    ILL = "ill"


SIGNS = {State.WELL: "✓", State.ODD: "!", State.ILL: "✗"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`about`: what was looked at; `said`: what was found; `advice`: what to do, where it is not well."""

    about: str
    state: State
    said: str
    advice: str = ""

    def line(self) -> str:
        """For a terminal."""
        advice = f"\n      {self.advice}" if self.advice else ""
        return f"  {SIGNS[self.state]} {self.about}: {self.said}{advice}"


def well(about: str, said: str) -> Finding:
    return Finding(about=about, state=State.WELL, said=said)


def odd(about: str, said: str, advice: str) -> Finding:
    return Finding(about=about, state=State.ODD, said=said, advice=advice)


def ill(about: str, said: str, advice: str) -> Finding:
    return Finding(about=about, state=State.ILL, said=said, advice=advice)


def conclusion(findings: Sequence[Finding]) -> str:
    """One sentence for them all."""
    bad = [one.about for one in findings if one.state is State.ILL]
    doubtful = [one.about for one in findings if one.state is State.ODD]
    if bad:
        return gettext("Put this right before the workshop: {what}.", what=", ".join(bad))
    if doubtful:
        return gettext("Ready. Have a look at: {what}.", what=", ".join(doubtful))
    return gettext("Ready for a workshop.")


Look = Callable[[], Finding]
