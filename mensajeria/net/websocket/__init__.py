"""IRC over WebSocket (IRCv3 `websocket`): the handshake, connections, lines as messages.

Everything here but `origins` imports the library `websockets`, so it is itself imported late.
"""
