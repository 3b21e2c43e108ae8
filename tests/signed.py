"""Facts and options named in a test as their author does, as the wire calls them, and back."""

import re
from collections.abc import Mapping
from typing import Any

from app.domain.log.signs import Signs

_LIST = re.compile(r'(?<=")[\w-]+(?:,[\w-]+)+(?=")')


def signed(fields: Mapping[str, Any], signs: Signs) -> dict[str, Any]:
    """A command's fields with the signs of what they name; what has no sign is sent as it is."""
    said = dict(fields)
    for name, called in (("fact_id", signs.facts), ("option_id", signs.options)):
        if isinstance(said.get(name), str):
            said[name] = called.get(said[name], said[name])  # type: ignore[attr-defined]
    if isinstance(said.get("fact_ids"), list):
        ids: list[Any] = said["fact_ids"]
        said["fact_ids"] = [signs.facts.get(one, one) if isinstance(one, str) else one for one in ids]
    return said


def authored(value: Mapping[str, Any], signs: Signs) -> dict[str, Any]:
    """What is keyed by facts, keyed as their author calls them."""
    called = {sign: fact_id for fact_id, sign in signs.facts.items()}
    return {called[sign]: inner for sign, inner in value.items()}


def in_author_words(frame: str, signs: Signs) -> str:
    """A frame as it would be with the author's ids, so that those of two workshops can be compared."""
    for one_id, sign in (*signs.facts.items(), *signs.options.items()):
        frame = frame.replace(sign, one_id)
    return _LIST.sub(lambda found: ",".join(sorted(found[0].split(","))), frame)
