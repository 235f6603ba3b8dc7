"""The one type that foreign JSON has here."""

from typing import Any

Body = dict[str, Any]  # JSON
