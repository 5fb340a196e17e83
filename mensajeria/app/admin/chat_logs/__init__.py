"""Logs that IRC clients write, one module per client: lines in, what was said out. Pure."""
