"""People's records, from files to checked, typed records. The doorway is `record`."""
