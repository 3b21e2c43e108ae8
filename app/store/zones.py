"""Time zones by their names, as browsers tell them."""

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

LONGEST_NAME = 64


@lru_cache(maxsize=64)
def zone_named(name: str) -> tzinfo | None:
    """The zone of this name; None, which is this computer's own, for none or one that it does not know."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):
        return None
