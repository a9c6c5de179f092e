"""Ways out: what `kawat annotate` prints."""
