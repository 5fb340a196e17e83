"""HTTP on the one port: its door, the head of the first request, what speaks with a browser."""
