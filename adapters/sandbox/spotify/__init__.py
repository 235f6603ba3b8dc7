"""A pretend Spotify: its accounts service and its Web API, as a Development Mode app of 2026 meets them."""
