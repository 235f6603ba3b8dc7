"""The types of what is read from and written as JSON."""

from typing import Any

Body = dict[str, Any]  # an object of Spotify's; its fields are Spotify's to choose
