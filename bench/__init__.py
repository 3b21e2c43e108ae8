"""Measures the real app against a bare broadcast under the same load: `python bench/run.py`."""
