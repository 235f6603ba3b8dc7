"""Discord: slash commands, mentions, direct messages, buttons and a panel, through discord.py."""
