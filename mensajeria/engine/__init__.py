"""IRC as this server speaks it: receive -> commit -> release -> deliver.

Deterministic: the same inputs give the same bytes out. No event loop, clock, randomness, disk,
socket or log here; whatever comes from outside is brought by an input (see `inputs`).
"""
