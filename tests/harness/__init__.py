"""A whole server in memory for tests: no socket, no event loop, no clock but the test's own."""
