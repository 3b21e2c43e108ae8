"""Scenario files: YAML in, every flaw at once, `domain.Scenario` out."""

from app.scenarios.checking import Check, ScenarioRefused, check, check_text, load, shipped
from app.scenarios.flaws import CATALOGUE, Flaw, Severity

__all__ = [
    "CATALOGUE",
    "Check",
    "Flaw",
    "ScenarioRefused",
    "Severity",
    "check",
    "check_text",
    "load",
    "shipped",
]
