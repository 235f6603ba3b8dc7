"""The database adapter beyond its ports."""
