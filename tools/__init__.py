"""What developers run: pages and catalogues made from the sources."""
