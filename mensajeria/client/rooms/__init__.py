"""What faces with several rooms show: entries, rooms, and which room each happening belongs to.

Sans-I/O, and without a clock: `Rooms` is given one. Nothing here knows how anything looks.
"""
