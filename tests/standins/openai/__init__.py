"""A stand-in for a language model's server: speaks both of OpenAI's dialects, says what a script says."""
