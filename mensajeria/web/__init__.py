"""What a browser shows: pages made here, and static files beside them. No sockets, no settings."""
