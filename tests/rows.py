"""Which audiences may say each command on the wire, read off the rows as the app reads them."""

from collections.abc import Mapping

from app.domain.log.audiences import Audience
from app.domain.log.commands import Wish
from app.domain.rules.wishes import ROWS

MAY: Mapping[type[Wish], frozenset[Audience]] = {row.wish: row.who for row in ROWS if row.name}
