"""IRC lines as bytes and as values. Standard library only, no I/O."""
