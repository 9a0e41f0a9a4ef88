"""Decisions to routes. The doorway is `route`."""
