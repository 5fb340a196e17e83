"""The client: what every face of it shares, and the faces (`plain/`, later `tui/`).

`session`, `model` and `incoming/` are sans-I/O: bytes in, happenings out. `connection` has the
socket and the clock. Knows `mensajeria.wire` and the words of `mensajeria.languages`; nothing of
the server.
"""
