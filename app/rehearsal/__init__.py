"""A workshop played by persona bots: people who are not there, over the same doors as people who are.

`cli` comes in. It knows the protocol (docs/protocol.md), and of the app only what a scenario is and how texts
are translated: what a bot may do, a phone may do.
"""
