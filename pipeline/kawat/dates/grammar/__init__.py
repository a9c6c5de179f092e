"""Finding the date expressions of Indonesian newswire: one rule for each form, all of them linear in the text.

`pieces` are what rules are made of: those of `days`, `months`, `years`, and of what is counted (`counts`). `find` looks
for them, and `tense` tells whether a clause speaks of what is to come.
"""

from kawat.dates.grammar.find import find_expressions

__all__ = ["find_expressions"]
