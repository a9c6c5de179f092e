"""A gold document as lines of tokens, cut so that every mention is made of whole ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.vocab import Vocab

from kawat.formats.gold import Document, Mention
from kawat.tokenizer import WireTokenizer


@dataclass(frozen=True, slots=True)
class Token:
    """Code points `start` to `end`; the mention that it belongs to, and whether it is that one's first."""

    start: int
    end: int
    mention: Mention | None
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Code points `start` to `end`: the tokens and all white space between this line's and the next one's."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def lines(document: Document) -> Iterator[Line]:
    """The lines that hold a token. Raises KawatError for what is no text."""
    ended: list[Token] = []
    start = 0
    tokens = list(_tokens(document))
    for token, following in pairwise([*tokens, None]):
        assert token is not None
        ended.append(token)
        gap = document.text[token.end : following.start if following else len(document.text)]
        if following is None or ("\n" in gap and not _inside(token, following)):
            yield Line(start, token.end + len(gap), tuple(ended))
            start, ended = token.end + len(gap), []


def _inside(token: Token, following: Token) -> bool:
    """Whether a mention goes on over the end of the line."""
    return following.mention is not None and not following.first and token.mention is following.mention


def _tokens(document: Document) -> Iterator[Token]:
    owners = {at: mention for mention in document.mentions for at in range(mention.start, mention.end)}
    cuts = {mention.start for mention in document.mentions} | {mention.end for mention in document.mentions}
    begun: set[int] = set()
    for token in WireTokenizer(Vocab())(document.text):
        end_of_token = token.idx + len(token)
        inside = cuts.intersection(range(token.idx + 1, end_of_token))
        bounds = [token.idx, *sorted(inside), end_of_token]
        for start, end in pairwise(bounds):
            if not document.text[start:end].isspace():
                mention = owners.get(start)
                first = mention is not None and mention.start not in begun
                if mention is not None:
                    begun.add(mention.start)
                yield Token(start, end, mention, first)
