"""The newswire tokenizer: words, names and numbers of Indonesian wire copy as tokens, `doc.text` exactly the text.

spaCy's own Indonesian tokenizer compiles 15,963 exceptions, which takes 1.5 s at every start, and keeps names glued to
what stands next to them (`pro-Rusia`, `diSuriah`). Here a token's edge stands wherever a name may begin or end; joining
tokens into a name is the business of whoever marks spans. The rules, in the order in which they are tried:

- whole: URLs, e-mail addresses, domains (`KOMPAS.com`), `@handles`, `#hashtags`, numbers, slash dates (`1.500`, `6/1`);
- whole with their stop: abbreviations (`Dr.`, `No.`, `Tbk.`), initials (`M. Nuh`), degrees (`S.H.`, `M.Si.`), `U.S.`;
  at the end of a line the stop of the first two ends the sentence and is a token of its own (`Telkom` `Tbk` `.`);
- apart: every other punctuation mark, so that `Kazakhstan.Presiden` and `REUTERS/Kim` come apart;
- a hyphen is a token where it touches a capitalised part (`se-Asia`, `Kassym-Jomart`), and stays inside other words
  (`anti-korupsi`) and reduplications (`negara-negara`, `Undang-undang`);
- glued words come apart where lower case meets a capital (`diSuriah`, `LautHitam`), unless it is a name's own spelling
  (`YouTube`, `McDonald`), before a few words that no name ends in (`Turki` `mengatakan`), and before the clitic -nya
  (`Indonesia` `nya`).
"""

import re
import sys
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from kawat.errors import KawatError
from kawat.lexicon import ABBREVIATIONS, BRANDS, WHOLE_NYA

# A word character is anything but white space, punctuation and symbols: so a combining mark never leaves its letter.
_PUNCTUATION = (
    r"\x00-\x1f!-/:-@\[-`{-\x7f\x80-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7"
    r"\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u200b\u200e-\u2027\u202a-\u206f\u20a0-\u20cf\u3000-\u303f\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    r"\ufff9-\ufffd"
)
_SYMBOL = r"\u2190-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f"
_WORD = rf"[^\s{_PUNCTUATION}{_SYMBOL}]"
_UPPER = "[A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽ]"
_LABELS = r"(?:[A-Za-z0-9][A-Za-z0-9_-]{0,62}\.){1,5}"
_TOP_LEVEL = (
    "com|co|id|net|org|go|ac|tv|io|ai|gov|edu|info|news|media|press|my|sg|uk|us|au|jp|de|fr|ru|me"
    "|COM|CO|ID|NET|ORG|TV|Com"
)
_DEGREES = (
    r"(?:S\.(?:H\.I|Pd\.I|I\.K|I\.P|K\.M|T\.P|Pd|Sos|Kom|Ag|Si|Psi|Ked|Kep|Hum|Farm|IK|IP|KM|STP|Pt|Tr|Sn|Th|Fil|Ds|Ars"
    r"|Hut|Pi|Gz|Sy|Stat|Ab|Ak|[HETPMS])"
    r"|M\.(?:Pd\.I|H\.I|B\.A|Pd|Sos|Kom|Ag|Si|Sc|Psi|Hum|Farm|Eng|Kes|Kn|IP|Ak|Th|Sn|Biomed|Epid|Med|Phil|Stat|Ars|Ds|Han"
    r"|Tr|Kep|[HETAMS])"
    r"|A\.(?:Md|Ma)|B\.(?:Sc|Eng|Ec)|Ph\.D|D\.(?:Sc|Phil)|Ed\.D|Sp\.[A-Z]{1,4})"
)
_ABBREVIATION = "|".join(re.escape(word) for word in sorted(ABBREVIATIONS, key=len, reverse=True))

_TOKEN = re.compile(
    rf"""
      (?:https?://|www\.)\S*[^\s!"'(),.:;?\[\]<>“”‘’…]
    | [\w.+-]{{1,64}}@{_LABELS}[A-Za-z]{{2,24}}\b
    | (?P<domain>{_LABELS}(?:{_TOP_LEVEL})(?!{_WORD}|[-@]\w))
    | [@\#][^\W_]\w*
    | (?:Rp|(?:US|AS|[ASCH]|HK|NZ)?\$|USD|SGD|EUR|IDR|RM)(?=\.?\d)\.?
    | \d+(?:[.,:/]\d+)+ | \d+(?!{_WORD})
    | (?:{_UPPER}\.){{2,}}(?:{_UPPER}(?!{_WORD}))? | (?:[a-z]\.){{2,}}
    | {_DEGREES}(?!{_WORD})\.?
    | (?:{_ABBREVIATION})(?!\Z)
    | (?!X){_UPPER}\.(?=[ ]|{_UPPER})
    | [A-Z]{{1,3}}&[A-Z]{{1,3}}(?!{_WORD})
    | (?P<word>{_WORD}+(?:['’]{_WORD}+|-{_WORD}+)*)
    | [{_SYMBOL}\u200d\ufe0f]+
    | \.{{2,}} | -{{2,}} | [!?]{{2,}} | ={{2,}} | _{{2,}} | \*{{2,}} | ~{{2,}} | ''
    | \S""",
    re.VERBOSE,
)
_PIECE = re.compile(r"\S+ ?|\s+")
_BRAND = re.compile(rf"(?:{'|'.join(sorted(BRANDS))})[a-z]{{0,3}}")
_GLUED_TAIL = re.compile(
    r"([\w'’]{4,}?|[A-Z]{2,})((?:mengata|menyata|mengungkap|menjelas|menegas|menambah|mengumum|menyebut|melaku)kan"
    r"|telah|dengan|dalam|untuk|terhadap|tersebut|menjadi)"
)
_CACHED_PIECES = 50_000
_CACHED_LENGTH = 48  # characters; what is longer hardly comes back

Tokens = tuple[tuple[str, ...], tuple[bool, ...]]


@registry.tokenizers("kawat.WireTokenizer.v1")
def make_tokenizer() -> Callable[[Language], "WireTokenizer"]:
    """The constructor that a config names: `[nlp.tokenizer] @tokenizers = "kawat.WireTokenizer.v1"`."""

    def make(nlp: Language) -> "WireTokenizer":
        nlp.max_length = sys.maxsize  # spaCy's limit is for models whose memory grows with the text; none of ours does
        return WireTokenizer(nlp.vocab)

    return make


class WireTokenizer(DummyTokenizer):
    """Splits newswire text into tokens. It learns nothing and keeps nothing but a cache, so saving it writes nothing.

    vocab: the pipeline's vocabulary, shared with the Docs made.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._cache: dict[str, Tokens] = {}

    def __call__(self, text: str) -> Doc:
        """A Doc whose `text` is `text`, character for character.

        Raises KawatError when `text` holds a lone surrogate, which is no character.
        """
        words: list[str] = []
        spaces: list[bool] = []
        cached = self._cache.get
        for piece in _PIECE.findall(text):
            piece_words, piece_spaces = cached(piece) or self._split(piece)
            words += piece_words
            spaces += piece_spaces
        try:
            return Doc(self.vocab, words=words, spaces=spaces)
        except UnicodeEncodeError:
            at = next(i for i, char in enumerate(text) if "\ud800" <= char <= "\udfff")
            raise KawatError(f"lone surrogate {text[at]!a} at character {at}; decode the source as UTF-8") from None

    def __reduce__(self) -> tuple[type["WireTokenizer"], tuple[Vocab]]:
        return WireTokenizer, (self.vocab,)

    def _split(self, piece: str) -> Tokens:
        """The tokens of `piece`: a run without white space and the one space after it, or a run of white space."""
        blank = piece.isspace()
        words = (piece,) if blank else tuple(_words(piece))
        tokens = words, (False,) * (len(words) - 1) + (not blank and piece.endswith(" "),)
        if len(piece) <= _CACHED_LENGTH:
            if len(self._cache) >= _CACHED_PIECES:
                self._cache.clear()
            self._cache[piece] = tokens
        return tokens


def _words(piece: str) -> Iterator[str]:
    for match in _TOKEN.finditer(piece):
        if match.lastgroup == "word":
            for part in _at_hyphens(match[0]):
                yield from _unglued(part)
        elif match.lastgroup == "domain":
            yield from _before_domain(match[0])
        else:
            yield match[0]


def _at_hyphens(word: str) -> list[str]:
    """`word` cut around the hyphens that touch a capitalised part, unless the part after it repeats the one before."""
    if "-" not in word or word.islower():
        return [word]
    first, *rest = word.split("-")
    tokens = [first]
    for left, right in zip([first, *rest], rest, strict=False):
        root = left.casefold()
        repeats = right.islower() and len(right) > 2 and (root.endswith(right) or right.startswith(root))
        if repeats or (left == root and right == right.casefold()):
            tokens[-1] += "-" + right
        else:
            tokens += ["-", right]
    return tokens


def _unglued(word: str) -> Iterator[str]:
    """`word` cut where copy has lost a space: between humps, before a word that no name ends in, before -nya."""
    if word.islower() or "-" in word:
        yield word
        return
    start = hump = 0
    if not _BRAND.fullmatch(word):
        for i in range(1, len(word)):
            if word[i - 1].islower() and word[i].isupper():
                left = word[hump:i]
                if _stands_alone(left) and _begins_word(word[i : i + 3], left.islower()):
                    yield word[start:i]
                    start = i
                hump = i
    yield from _without_tail(word[start:])


def _stands_alone(left: str) -> bool:
    return left in {"di", "ke", "se"} or (len(left) > 2 and left not in {"detik", "kumparan", "mac", "Mac", "Fitz"})


def _begins_word(right: str, after_lower: bool) -> bool:
    """Whether the three characters `right` begin a word (`Sur`iah), or after lower case an acronym (`diAS`)."""
    return (len(right) > 2 and right[1:].islower()) or (after_lower and right[1:2].isupper())


def _without_tail(word: str) -> Iterator[str]:
    tail = _GLUED_TAIL.fullmatch(word) if word[0].isupper() else None
    if tail:
        yield from tail.groups()
    elif word.endswith("nya") and word[0].isupper() and _takes_nya(word[:-3]):
        yield from (word[:-3], "nya")
    else:
        yield word


def _takes_nya(name: str) -> bool:
    return name + "nya" not in WHOLE_NYA and (len(name) > 3 or name.isupper())


def _before_domain(domain: str) -> Iterator[str]:
    """`domain`, and apart from it a word glued before it: `dari` `Kompas.com`."""
    glued = re.match(r"([a-z]+)(?=[A-Z])", domain)
    if glued and _stands_alone(glued[0]):
        yield glued[0]
        domain = domain[glued.end() :]
    yield domain
