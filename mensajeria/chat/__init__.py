"""Who is where and what is allowed: users, channels, modes, policy and the facts they give.

Pure state. No wire format, no engine, no clock, no I/O; below it only `wire.casemapping`.
"""
