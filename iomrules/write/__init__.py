"""Routes, ratings and reports to documents. The doorway is `document`."""
