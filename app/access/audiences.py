"""What each audience may wish on the wire: command × audience, read off the rows. Default deny."""

from collections.abc import Mapping

from app.domain.log.audiences import Audience
from app.domain.log.commands import Wish
from app.domain.rules.wishes import ROWS, may

MAY: Mapping[type[Wish], frozenset[Audience]] = {row.wish: row.who for row in ROWS if row.name}

__all__ = ["MAY", "Audience", "may"]
