"""A language model behind OpenAI's interfaces: OpenAI's own, or any server that speaks one of them."""
