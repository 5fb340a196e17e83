"""Where events become durable. Knows disks and threads; nothing of sockets or of who hears what."""
