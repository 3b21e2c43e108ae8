"""What the wire says: shapes of what comes in, its reading into commands, the sentence for each code.

`wire` and `web` come in; it imports `languages` and the domain.
"""
