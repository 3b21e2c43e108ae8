"""The report and the log as files: pages that open offline, sheets, data, and lines for researchers.

`web` comes in; it imports `assets`, `languages`, the log's codec and the domain, and writes nothing.
"""
