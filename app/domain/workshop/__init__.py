"""A workshop is a list of events: `decide` turns a wish into new ones, `evolve` folds them. Dispatch only.

`turn`, `wire` and the report come in; it imports `rules` and `log`.
"""
