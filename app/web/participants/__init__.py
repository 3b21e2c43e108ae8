"""The pages of those who take part: start, join, phone, leave, forget me.

`app` registers them; they import `web.plumbing` and what is below.
"""
