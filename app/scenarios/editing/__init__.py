"""What the editor in the browser does to a scenario's text, and what it shows beside it.

Comes in: `web.authoring`. It imports the check and the domain. The text is the truth: an edit changes the
lines it
is about, and no other.
"""
