"""Sockets: the listener, the first-bytes sniffer and its doors, connections, the tick.

asyncio protocols only, no streams. What a line means is the engine's business.
"""
