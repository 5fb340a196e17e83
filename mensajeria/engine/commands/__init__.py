"""One module per family of verbs. A new file here is found by itself (see `engine.registry`)."""
