"""Chorus, the product: what the bot does, in plain Python; no SDK, no network, no database.

The layers, highest first (import-linter holds them): `__main__` (the command line) > `composition` (puts the bot
and the outside world together) > `tools` > `conversation` | `sessions` > `accounts` | `curation` > `chat` >
`errors` > `texts`.
"""
