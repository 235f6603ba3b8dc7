"""A group building one playlist: its roster, its host, its wish, its recap."""
