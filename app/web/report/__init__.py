"""The report's page and the files it is saved as.

`app` registers it; it imports `exports`, `web.plumbing` and what is below.
"""
