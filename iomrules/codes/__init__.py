"""Every mistake an author can make: one module of `Code` constants for each room that can meet it."""
