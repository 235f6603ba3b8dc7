"""Tests of making playlists."""
