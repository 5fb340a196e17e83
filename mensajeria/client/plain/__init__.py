"""The line mode: one line per happening, in a terminal, a pipe or a file."""
