"""What lasts: the inbox, accounts, sessions, playlists."""
