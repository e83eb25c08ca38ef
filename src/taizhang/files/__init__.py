"""The digest store: originals kept by SHA-256, each once, never changed."""
