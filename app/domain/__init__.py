"""The rules of the workshop: pure values and functions, nothing but the standard library.

Everybody comes in; it imports nobody. No I/O, no clock, no chance: they arrive inside commands.
"""
