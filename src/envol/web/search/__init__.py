"""Finding things by their words, accents and old titles included."""
