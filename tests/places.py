"""Files and folders that a text names, and whether they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = re.compile(r"(?<![\w/.])(?:app|tests|docs|scenarios|bench|deploy|static|templates)/[\w./*-]*\w")


def is_there(place: str) -> bool:
    folder = "app/" if place.startswith(("static/", "templates/")) else ""
    return any(ROOT.glob(folder + place)) or ("*" not in place and (ROOT / (folder + place)).exists())
