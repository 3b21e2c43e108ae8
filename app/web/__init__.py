"""The pages: a room for each kind of visitor, and `plumbing` for what all of them need.

Only `app` comes in; they import the rooms below and never `app` itself.
"""
