"""Generated Python: a program as one function for each shape of person. `code` writes it, `engine` runs it."""
