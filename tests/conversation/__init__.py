"""Tests of the conversation: from a message heard to a reply sent."""
