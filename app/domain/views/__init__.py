"""What each audience sees, a module for each slice: every byte that leaves goes through a pure function here.

`wire` and the desk's page come in; it imports `rules`, `log` and `puzzle`.
"""
