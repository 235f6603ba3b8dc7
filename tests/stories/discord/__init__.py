"""Stories on Discord: the whole bot with discord.py, on the stand-in."""
