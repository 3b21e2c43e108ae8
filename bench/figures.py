"""Figures as they are printed."""

from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, ceil(len(ordered) * percent / 100) - 1)] if ordered else float("inf")


def spread(values: Sequence[float]) -> str:
    """Seconds, shown in milliseconds."""
    return "  ".join(f"p{percent} {percentile(values, percent) * 1000:7.1f} ms" for percent in (50, 95, 99))


def say(line: str) -> None:
    print(line, flush=True)
