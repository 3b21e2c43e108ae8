"""What somebody asks for to look back at a table's hour."""

from dataclasses import dataclass

from app.domain.log.commands import TableId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReplay:
    """A table's hour moment by moment; `is_sides`: the three views of it side by side instead."""

    table_id: TableId
    is_sides: bool
