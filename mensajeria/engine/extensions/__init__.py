"""One module per IRCv3 specification, independent of each other; found by themselves (see `engine.registry`)."""
