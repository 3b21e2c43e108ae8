"""What the day before asks: is this computer, and its network, fit to hold a workshop?

`cli` and `web` come in; it looks at the machine, the database and the network, and changes nothing that
is kept. It imports settings, access and the store.
"""
