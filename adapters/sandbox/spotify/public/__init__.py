"""The pretend Spotify's public pages: what the addresses in `external_urls` lead to."""
