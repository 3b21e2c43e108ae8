"""What two texts of one scenario say differently: by meaning where both can be read, else by their lines."""

import difflib
from collections.abc import Iterator

from app.scenarios.difference import differences
from app.scenarios.editing.panel import readable

MOST_TOLD = 60


def told_between(before: str, after: str) -> Iterator[str]:
    """Each difference in a sentence, or lines that went and came, marked − and +."""
    one, other = readable(before), readable(after)
    if one is not None and other is not None:
        told = [change.what for change in differences(one, other)]
        if told or before == after:
            yield from told[:MOST_TOLD]
            return
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    shown = [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]
    yield from (line.replace("-", "−", 1) if line[0] == "-" else line for line in shown[:MOST_TOLD])
