"""`mensajeria admin`: small tasks for whoever runs a server, on its data folder."""
