"""Chorus on Discord: the real SDK against the stand-in, and the pure parts by tables."""
