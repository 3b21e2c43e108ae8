"""The report and the log as files: pages that open offline, sheets, data, and lines for researchers."""
