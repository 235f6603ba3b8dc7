"""Turning what a group asks for into one playlist."""
