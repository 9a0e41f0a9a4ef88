"""Many people at once: a program over columns instead of person by person. See docs/decisions/0005-columns.md.

It agrees with the interpreter on every verdict and value. What it cannot settle exactly, it does not guess: such a
row is `lost`, and is decided by the row engine.
"""
