"""The full-screen face, built with Textual: the only place of the client that knows it.

What is shown is decided in `client/rooms/`; here it is drawn, and keys and clicks become calls.
"""
