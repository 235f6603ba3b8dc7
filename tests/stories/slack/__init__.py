"""Stories on Slack: the whole bot with Bolt, by Socket Mode or over HTTP, on the stand-in."""
