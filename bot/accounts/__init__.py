"""Linking a member to their music service, with their consent."""
