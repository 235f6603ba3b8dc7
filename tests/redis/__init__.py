"""The Redis adapter beyond its ports."""
