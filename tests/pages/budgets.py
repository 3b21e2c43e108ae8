"""How many compressed bytes a page may cost the first time."""

PHONE_BYTES = 60_000


JOIN_BYTES = 15_000
