"""The real music service: spotipy behind one gate."""
