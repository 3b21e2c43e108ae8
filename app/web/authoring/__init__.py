"""The pages of those who write scenarios: what the check says of a file, the families, the editor.

`app` registers them; they import `web.plumbing`, `web.facilitator`'s sign-in and what is below.
"""
