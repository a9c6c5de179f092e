"""Who said what.

A cue (`kata`, `menurut`, `mengatakan`, `imbuhnya`) joins what was said to the one who said it: the speaker is the
person or body that the noun phrase beside the cue names, the phrase itself where it names none (`layanan pers
kepresidenan Kazakhstan`), for `imbuhnya`, `kata dia` and `pernyataan itu` whoever spoke last, and for a title alone
the one who holds it. `cues` are the words, `marks` pairs quotation marks, `copy` is the document as they are looked
for in it, `taken` what has been found in it, `speakers` finds whom a phrase means, `reader` what they said, and
`component` is the pipeline's `quotes`.
"""

from kawat.quotes.component import Quote, Quotes, make_quotes

__all__ = ["Quote", "Quotes", "make_quotes"]
