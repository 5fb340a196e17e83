"""Measurements of the server beside its peers; see README.md. Nothing here is shipped."""
