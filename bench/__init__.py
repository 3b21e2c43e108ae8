"""Measures the real app against a bare broadcast under the same load: `run.py bench`."""
