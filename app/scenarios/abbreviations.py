"""Abbreviations that people read and nobody explains."""

import re
from collections.abc import Collection, Iterable, Iterator

_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9&]*[A-Z]s?\b")
_EVERYDAY = frozenset({"OK", "TV", "ID", "UK", "EU", "PE", "SMS", "PIN", "QR", "WC"})


def unexplained(texts: Iterable[tuple[str, str]], explained: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each one once, after the key of the first text it stands in."""
    seen: set[str] = set()
    for key, text in texts:
        for found in _ABBREVIATION.findall(text):
            word = found.removesuffix("s") if found[-1] == "s" else found
            is_known = {word, found} & _EVERYDAY or word in explained or found in explained
            if not is_known and word not in seen:
                seen.add(word)
                yield key, word
