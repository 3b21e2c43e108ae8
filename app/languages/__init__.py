"""The languages people may choose: catalogues, what is spoken now, scenarios told in theirs, plain text.

Everybody who speaks comes in; it imports the domain alone.
"""
