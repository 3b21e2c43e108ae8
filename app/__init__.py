"""The Button Family workshop app."""
