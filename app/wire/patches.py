"""What changed between two JSON-able values, as a JSON merge patch (RFC 7396)."""

from collections.abc import Mapping
from typing import Any

Value = dict[str, Any]


def merge_patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> Value:
    """The patch that turns `before` into `after`; empty if nothing changed.

    Neither may hold None: in a patch it says that an entry is gone.
    """
    patch: Value = dict.fromkeys(name for name in before if name not in after)
    for name, new in after.items():
        if name not in before:
            patch[name] = new
            continue
        old = before[name]
        if old == new:  # compared whole, in C: most entries are alike
            continue
        is_inner = isinstance(old, dict) and isinstance(new, dict)
        patch[name] = merge_patch(old, new) if is_inner else new
    return patch
