"""Singers: every one of its own kind, all with the same task: notes and syllables in, a dry mono voice out."""
