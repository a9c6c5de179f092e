"""Component `ner`: any transformer token-classification model over spaCy's tokens."""
