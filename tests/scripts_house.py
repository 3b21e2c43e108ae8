"""The rooms of the pages' scripts: docs/architecture.md draws them, and tests hold them."""

ROOMS = (
    ("phone", "console", "desk", "screen", "authoring"),
    ("picture", "replay"),
    ("parts",),
    ("kept",),
    ("wire",),
    ("languages",),
)
"""From the top down: a room imports itself and what is below; rooms side by side do not know each other."""
ALONE = {"back.js", "doctor.js", "try.js", "older.js"}
"""Small pages' scripts, which import nothing."""
ENTRIES = {"phone.js", "console.js", "desk.js", "screen.js", "editor.js", "picture.js", *ALONE}
