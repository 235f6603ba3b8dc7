"""A stand-in Slack: the Web API, Socket Mode, signed HTTP events and OAuth, for the real slack-bolt to talk to."""
