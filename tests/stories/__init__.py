"""Stories that every chat must tell alike: the whole bot, on real sockets, through the platforms' own libraries."""
