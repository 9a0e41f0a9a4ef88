"""What a sound program still leaves open: gaps, conflicts, questions a regulation must answer, waivers with reasons."""

from iomrules.lint.linter import Report, lint

__all__ = ["Report", "lint"]
