"""Public names of cards: their words, their animals, and how a card gets one."""
