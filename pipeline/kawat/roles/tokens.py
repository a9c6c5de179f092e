"""The tokens of a document as titles are read from them: words, names, where an office begins, ranks and asides."""

from spacy.tokens import Doc, Span

from kawat.roles.words import (
    ENGLISH,
    ENGLISH_HEADS,
    GENERAL,
    LONG_RANKS,
    NO_VERB,
    RANK_ENDS,
    RANKS,
    STATUS,
    VAGUE,
    VERB,
)
from kawat.titles import HEADS, begins_office, is_ticket

_ASIDE = 7  # tokens in brackets at most
_ENGLISH = 4  # words of an English title up to its noun


class Tokens:
    """The words and names of a document."""

    def __init__(self, doc: Doc) -> None:
        self.words = [token.text for token in doc]
        self.lower = [word.lower() for word in self.words]
        self.starts = {ent.start: ent for ent in doc.ents}
        self.ends = {ent.end: ent for ent in doc.ents}
        self.inside = {i for ent in doc.ents for i in range(ent.start, ent.end)}

    def at(self, i: int) -> str:
        """The lower-case token at `i`, "" outside the document."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def reads(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether the copy has these words at token `i`, full stops left out."""
        return all(self.at(i + k).strip(".") == word for k, word in enumerate(words))

    def past_aside(self, i: int) -> int:
        """The token after a short aside in brackets at `i`, without a person in it; `i` where none is."""
        if self.at(i) != "(":
            return i
        for j in range(i + 1, min(i + _ASIDE, len(self.lower))):
            if j in self.starts and self.starts[j].label_ == "PER":
                return i
            if self.lower[j] == ")":
                return j + 1
        return i

    def person_at(self, i: int) -> Span | None:
        """The person whose name begins at token `i`, or None."""
        name = self.starts.get(i)
        return name if name is not None and name.label_ == "PER" else None

    def is_office(self, i: int) -> bool:
        """Whether an office begins at token `i`."""
        word, following = self.at(i), self.at(i + 1)
        if following in LONG_RANKS.get(word, ()) or (word == "inspektur" and self.at(i + 2) in ("polisi", "pol")):
            return False
        if word == "pimpinan" and (following in HEADS or (following,) in STATUS or self.at(i - 1) == "bawah"):
            return False
        one, _, other = word.partition("-")
        single = one if one == other or is_ticket(word) else word
        if begins_office(single.removesuffix("nya"), following) or begins_office(word, following):
            return True
        body = self.starts.get(i + 1)
        if word == "duta" and body is not None:
            return body.label_ != "PER"
        return single in VAGUE or self._is_english(i)

    def _is_english(self, i: int) -> bool:
        """Whether an English title in capitals begins at token `i`: `Marketing Director`, `Head of Communication`."""
        if self.at(i) not in ENGLISH or not self.words[i][0].isupper():
            return False
        if self.at(i) in ENGLISH_HEADS and self.at(i + 1) == "of":
            return True
        for j in range(i, min(i + _ENGLISH, len(self.words))):
            if j in self.inside or not (self.words[j][0].isupper() or self.lower[j] in ("and", "&")):
                return False
            if self.lower[j] in ENGLISH_HEADS and j > i:
                return True
        return False

    def is_possessed(self, end: int) -> bool:
        """Whether the word before token `end` is somebody's: `wakilnya`, which may be two tokens."""
        return self.at(end) == "nya" or self.at(end - 1).endswith("nya")

    def is_verb(self, i: int) -> bool:
        """Whether token `i` looks like a verb."""
        word = self.words[i] if i < len(self.words) else ""
        return word.islower() and VERB.fullmatch(word) is not None and NO_VERB.fullmatch(word) is None

    def is_rank(self, i: int) -> bool:
        word = self.lower[i].strip(".")
        if self.at(i + 1) in LONG_RANKS.get(word, ()):
            return True
        if word == "haji" and (self.at(i + 1) == "dan" or self.at(i - 1) in ("menteri", "penyelenggaraan")):
            return False
        if (word, self.at(i + 1)) == ("tuan", "rumah") or (self.at(i - 1), word) == ("wakil", "kapten"):
            return False
        if word == "jenderal" and self.at(i - 1) == "komandan":  # of Kopassus
            return self.person_at(i + 1) is not None
        return word in RANKS and not (word == "jenderal" and self.at(i - 1) in GENERAL)

    def past_ranks(self, start: int) -> int:
        """The token after ranks, degrees and courtesies: `Letjen TNI (Purn) H.`."""
        i, ranked = start, False
        while i < len(self.lower):
            word = self.lower[i].strip(".")
            body = self.starts.get(i)
            if ranked and (word in RANK_ENDS or self.lower[i] == ".") and (body is None or body.end == i + 1):
                i += 1
            elif ranked and self.lower[i] == "(" and self.at(i + 1).strip(".") in RANK_ENDS:
                i = max(self.past_aside(i), i + 1)
            elif self.is_rank(i) and (i not in self.starts or i + 1 in self.starts):  # a tagger may take it for a name
                i, ranked = i + 1, True
            else:
                break
        return i
