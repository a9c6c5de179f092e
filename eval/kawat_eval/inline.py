"""The inline form of gold, `[[surface|LABEL|ID]]`."""

from kawat.formats.inline import parse, render

__all__ = ["parse", "render"]
