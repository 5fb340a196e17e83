"""`mensajeria doctor`: what may keep people from joining or a server from serving, and what to do.

Checks are small functions from what was found out to a `Finding`; only `probes` asks the system.
Nothing is changed, and nothing is sent anywhere but to the server that somebody asks about.
"""
