"""A pretend outside world to try and test against: a catalogue, its search, Spotify and open data."""
