"""The grammar: words to intents without a model; one table of phrases per language."""
