"""What is sung: syllables of our own, a consonant or none, a vowel, sometimes an end."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ONSETS = ("", "", "l", "m", "n", "d", "b", "g", "s", "sh", "f", "h", "t", "k", "p", "r", "w", "v", "y", "z")
VOWELS = ("a", "e", "i", "o", "u", "ae", "uh", "er")
ENDS = ("", "", "", "", "n", "m", "s", "t", "l", "r")
SPELLING = {"a": "ah", "e": "ay", "i": "ee", "o": "oh", "u": "oo", "ae": "a", "uh": "uh", "er": "er"}


@dataclass(frozen=True)
class Syllable:
    onset: str
    vowel: str
    end: str

    @property
    def text(self) -> str:
        return self.onset + SPELLING[self.vowel] + self.end


def draw(rng: np.random.Generator, notes: int) -> list[Syllable]:
    """A hook of a few syllables comes back; the rest is new. Now and then a note keeps the vowel before it."""
    vocabulary = [Syllable(str(rng.choice(ONSETS)), str(rng.choice(VOWELS)), str(rng.choice(ENDS))) for _ in range(int(rng.integers(6, 24)))]
    melisma = rng.choice([0.0, 0.15, 0.4])
    made: list[Syllable] = []
    for _ in range(notes):
        if made and rng.random() < melisma:
            made.append(Syllable("", made[-1].vowel, ""))
        else:
            made.append(vocabulary[rng.integers(len(vocabulary))])
    return made
