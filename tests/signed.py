"""Facts and options named in a test as their author does, as the wire calls them."""

from collections.abc import Mapping
from typing import Any

from app.domain.log.signs import Signs


def signed(fields: Mapping[str, Any], signs: Signs) -> dict[str, Any]:
    """A command's fields with the signs of what they name; what has no sign is sent as it is."""
    said = dict(fields)
    if "fact_id" in said:
        said["fact_id"] = signs.facts.get(said["fact_id"], said["fact_id"])
    if isinstance(said.get("fact_ids"), list):
        said["fact_ids"] = [
            signs.facts.get(one, one) if isinstance(one, str) else one for one in said["fact_ids"]
        ]
    if "option_id" in said:
        said["option_id"] = signs.options.get(said["option_id"], said["option_id"])
    return said
