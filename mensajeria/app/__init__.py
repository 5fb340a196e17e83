"""Composition roots: configuration, command line, wiring, signals, logs. Knows everybody.

No rule of the chat and no byte of the protocol is decided here.
"""
