"""Stand-in servers: Discord and Slack as their real SDKs meet them, on this computer alone."""
