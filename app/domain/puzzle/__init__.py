"""A scenario as a puzzle: what can be seen from which hands, with which roles merged, and by chance.

Rules, views, report and `scenarios` come in; it imports `scenario` alone.
"""
