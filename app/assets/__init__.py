"""Scripts and styles as they are sent: put together in memory, whole, in a language, named by their content.

`web` and `exports` come in; it imports `languages` and reads `static/`.
"""
