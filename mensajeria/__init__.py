"""mensajeria: a group chat server and client that speak IRC with IRCv3.

Only the version lives here. Old Pythons read this file too, before `server.py` can tell them
that they are too old, so nothing newer than Python 2.7 and no import may be written here.
"""

__version__ = "0.1.0"
