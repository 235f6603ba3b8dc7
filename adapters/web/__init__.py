"""The pages: link, the live playlist, the playground."""
