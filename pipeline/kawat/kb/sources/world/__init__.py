"""The world layer: entities with a QID, compiled from many open tables that overlap and disagree."""

from kawat.kb.sources.world.layer import WorldLayer

__all__ = ["WorldLayer"]
