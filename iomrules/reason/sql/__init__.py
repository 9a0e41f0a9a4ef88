"""The same program as SQL: an independent oracle, an artefact to read, and the road into a warehouse."""
