"""The pages of those who lead: sign in, workshops, a new one, the console, desk, screens, handing over.

`app` registers them; they import each other, `web.plumbing` and what is below.
"""
