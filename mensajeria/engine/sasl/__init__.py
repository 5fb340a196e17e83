"""SASL mechanisms (RFC 4422), a module for each, and the exchange that they have in common."""
