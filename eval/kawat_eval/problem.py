"""A fault in a file: where it is, what is wrong, and what to write instead."""

from kawat.formats.problem import Problem, read_lines, read_text, require_none

__all__ = ["Problem", "read_lines", "read_text", "require_none"]
