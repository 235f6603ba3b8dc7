"""The pages: linking, the playground, and what every answer carries."""
