"""How many compressed bytes a page may cost the first time, and which files it fetches."""

import re

PHONE_BYTES = 60_000


JOIN_BYTES = 15_000

GZIP = {"Accept-Encoding": "gzip"}


def links_of(page: str) -> list[str]:
    """The files that a page makes the browser fetch."""
    return re.findall(r'<(?:link|script|img)[^>]*\s(?:href|src)="([^"]+)"', page)
