"""Slack's adapter, through the real SDK against the stand-in, and its pure parts by tables."""
