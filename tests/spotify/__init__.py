"""Tests of adapters/spotify, most of them against the pretend Spotify."""
