"""The outside world: the one place with sockets, and the rules it keeps."""
