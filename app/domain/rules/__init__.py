"""The rules: what a wish leads to or why it is refused, a module for each part of the hour (docs/rules.md).

`workshop`, `views` and `report` come in; it imports `log` and `puzzle`.
"""
