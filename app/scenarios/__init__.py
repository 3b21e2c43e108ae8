"""Scenario files: YAML in, every flaw at once, `domain.Scenario` out."""

from app.scenarios.agendas import AgendaDoesNotFit, agenda_files
from app.scenarios.checks import (
    Check,
    ScenarioRefused,
    check,
    check_text,
    load,
    load_agenda,
    shipped,
)
from app.scenarios.flaws import CATALOGUE, Flaw, Severity
from app.scenarios.json_schema import json_schema
from app.scenarios.library import Library, Read
from app.scenarios.pinned import languages_in, pin, unpinned
from app.scenarios.shelf import Shelved, State, check_all
from app.scenarios.texts import texts, with_texts
from app.scenarios.translation import language_files

__all__ = [
    "CATALOGUE",
    "AgendaDoesNotFit",
    "Check",
    "Flaw",
    "Library",
    "Read",
    "ScenarioRefused",
    "Severity",
    "Shelved",
    "State",
    "agenda_files",
    "check",
    "check_all",
    "check_text",
    "json_schema",
    "language_files",
    "languages_in",
    "load",
    "load_agenda",
    "pin",
    "shipped",
    "texts",
    "unpinned",
    "with_texts",
]
