"""Slack: one workspace by token, in Socket Mode or over HTTP."""
