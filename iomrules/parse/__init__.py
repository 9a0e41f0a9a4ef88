"""Ruleset text to syntax tree. The doorway is `tree`."""
