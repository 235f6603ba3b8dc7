"""Tests of the rules: words to intents without a model."""
