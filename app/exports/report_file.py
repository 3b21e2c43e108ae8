"""The report as one HTML file: styles and drawings inside, no request to anywhere, safe for any text."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.assets.styles import whole_sheet
from app.domain.report.report import Report
from app.exports.page import tell
from app.languages.speaking import IN_TEMPLATES

APP = Path(__file__).resolve().parent.parent
SHEETS = ("tokens.css", "base.css", "layout.css", "parts.css", "print.css", "report.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LAYERS = "@layer reset, tokens, base, layout, parts, utilities, print;\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(APP / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(IN_TEMPLATES)
    return environment


@cache
def styles() -> Markup:
    """Our own style sheets as they lie in the app; nothing from a workshop is ever in them."""
    sheets = (APP / "static" / "css" / name for name in SHEETS)
    text = LAYERS + "".join(_COMMENT.sub("", whole_sheet(sheet)) for sheet in sheets)
    assert "</" not in text, "a style sheet must not end its own element"
    return Markup(text)


def report_file(report: Report, fallback: str = "") -> str:
    """The whole file; `fallback` as the scenario says it."""
    told = tell(report, fallback)
    return _environment().get_template("report_file.html").render(told=told, styles=styles())
