"""Every fixed sentence Chorus says: one TOML catalogue per language."""
