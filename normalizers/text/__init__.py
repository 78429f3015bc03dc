"""Characters and words: what the source says, cleaned of how it came."""
