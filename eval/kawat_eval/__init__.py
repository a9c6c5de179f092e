"""Scores named-entity recognition and entity linking against hand-annotated gold, and says how sure the figures are.

Nothing here knows how the scored system works: it may be a spaCy pipeline, a file of predictions, or an earlier run.
"""
