"""Program and records to decisions with reasons. The doorway is `decision`."""
