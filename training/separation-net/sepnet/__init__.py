"""A separation net of our own: synthetic songs, a small network, its training, export and evaluation. See ../README.md."""

STEMS = ("vocals", "drums", "bass", "other")
RATE = 44100
