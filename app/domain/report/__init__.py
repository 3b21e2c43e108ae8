"""A workshop measured, folded from its whole log and told without names.

`exports` and the report's page come in; it imports every other room of the domain.
"""
