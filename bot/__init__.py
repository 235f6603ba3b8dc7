"""Chorus, the product: what the bot does, in plain Python; no SDK, no network, no database.

The layers, highest first (import-linter holds them): `__main__` (the composition root) > `tools` >
`conversation` | `sessions` > `commentary` | `accounts` | `curation` > `chat` > `errors` > `texts`.
"""
