"""Syntax tree to checked program. The doorway is `core`."""
