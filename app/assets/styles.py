"""Style sheets as they are sent: with the sheets they import in their places, and without comments."""

import re
from pathlib import Path

_IMPORT = re.compile(r'^@import url\("([\w./-]+)"\);\n', re.MULTILINE)


def whole_sheet(file: Path) -> str:
    """A style sheet with the sheets it imports in their places."""
    text = slim(file.read_text(encoding="utf-8"))
    return _IMPORT.sub(lambda found: whole_sheet(file.parent / found[1]), text)


def slim(text: str) -> str:
    """One of our modules or sheets without indentation and without comments that have a line of their own."""
    text = re.sub(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^[ \t]*//.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"/\*\* @[^*\n]*\*/ ?", "", text)  # types of values, within a line
    return re.sub(r"^\s+", "", text, flags=re.MULTILINE)
