"""Names for downloads: readable, and safe on every system and in every header, whatever the title."""

import re
import unicodedata

from app.domain.report.report import Report

MAX_SLUG = 60
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def file_name(report: Report, what: str, ending: str) -> str:
    """`eastside-team-day-2026-03-12-report.html`; `-interim` while the workshop is open."""
    held_on = report.provenance.held_on
    parts = [
        slug(report.provenance.title) or "workshop",
        held_on.isoformat() if held_on else "",
        what,
        "interim" if report.is_interim else "",
    ]
    return "-".join(part for part in parts if part) + "." + ending


def slug(title: str) -> str:
    """The title in plain letters, digits and hyphens; empty if nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain)[:MAX_SLUG].strip("-")
