"""One module per IRCv3 specification, found by themselves (see `engine.registry`)."""
