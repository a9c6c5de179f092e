"""The labels that `ner` predicts and their BIO tags."""

LABELS: tuple[str, ...] = ("PER", "ORG", "LOC")
TAGS: tuple[str, ...] = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))
TAG_INDEX: dict[str, int] = {tag: index for index, tag in enumerate(TAGS)}
