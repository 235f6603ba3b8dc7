"""The pretend Spotify behaves as Spotify does to a Development Mode app."""
