"""The rules of the workshop: pure values and functions, nothing but the standard library."""
