"""The turn: one writer for all workshops of this process, the workshops in memory, what became of a turn.

`wire` and `web` come in; it imports `store` and the domain, and knows no door.
"""
