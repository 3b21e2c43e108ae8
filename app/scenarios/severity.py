"""How grave a flaw is, and what the catalogue says of each kind."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Errors keep a scenario from being played, warnings weaken it, advice polishes it."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawKind:
    severity: Severity
    mend: str


def errors(**mends: str) -> dict[str, FlawKind]:
    return {code: FlawKind(severity=Severity.ERROR, mend=mend) for code, mend in mends.items()}


def warnings(**mends: str) -> dict[str, FlawKind]:
    return {code: FlawKind(severity=Severity.WARNING, mend=mend) for code, mend in mends.items()}


def advice(**mends: str) -> dict[str, FlawKind]:
    return {code: FlawKind(severity=Severity.ADVICE, mend=mend) for code, mend in mends.items()}
