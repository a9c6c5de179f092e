"""Words to pieces: the tokenizer of the encoder, applied word by word.

Encoding each word on its own makes the alignment of pieces to words exact by construction, whatever the tokenizer's
normaliser does to characters (XLM-R's turns `…` into three dots and drops control characters), and lets a cache do
most of the work: newswire repeats its words.
"""

from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer

SCHEME_PIECE = "<scheme:{}>"  # opens the examples of an annotation scheme, see training/ner.py
CACHED_WORDS = 200_000  # about 30 MB; the cache starts anew past that, so memory stays bounded on any stream


class Pieces:
    """Encodes words with a `tokenizers.Tokenizer`.

    `first`, `last`, `pad`, `unknown` are the ids of the special pieces (`<s>`/`[CLS]`, `</s>`/`[SEP]`, …).
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.tokenizer = tokenizer
        self.first = self.special("<s>", "[CLS]")
        self.last = self.special("</s>", "[SEP]")
        self.pad = self.special("<pad>", "[PAD]")
        self.unknown = self.special("<unk>", "[UNK]")
        self._cache: dict[str, tuple[int, ...]] = {}

    def special(self, *names: str) -> int:
        """The id of the first of `names` that the tokenizer has. Raises ValueError when it has none."""
        for name in names:
            index = self.tokenizer.token_to_id(name)
            if index is not None:
                return int(index)
        raise ValueError(f"the tokenizer has none of the pieces {', '.join(names)}")

    def opening(self, scheme: str) -> int:
        """The piece that opens a text to be tagged by `scheme`; the usual first piece for a model without schemes."""
        index = self.tokenizer.token_to_id(SCHEME_PIECE.format(scheme))
        return self.first if index is None else int(index)

    def schemes(self) -> list[str]:
        """The annotation schemes that the model has learned."""
        before, after = SCHEME_PIECE.split("{}")
        added = (token.content for token in self.tokenizer.get_added_tokens_decoder().values())
        return sorted(
            piece.removeprefix(before).removesuffix(after)
            for piece in added
            if piece.startswith(before) and piece.endswith(after)
        )

    def __call__(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The piece ids of each word; every word has at least one (a word of control characters is unknown)."""
        cache = self._cache
        missing = {word for word in words if word not in cache}
        if missing:
            if len(cache) + len(missing) > CACHED_WORDS:
                cache.clear()
                missing = set(words)
            self._encode(sorted(missing))
        return [cache[word] for word in words]

    def _encode(self, words: Iterable[str]) -> None:
        # The leading space marks a word's start for SentencePiece and byte-level BPE alike; WordPiece ignores it.
        # One by one: the batch call starts threads, which do not survive a fork.
        for word in words:
            ids = self.tokenizer.encode(" " + word, add_special_tokens=False).ids
            self._cache[word] = tuple(ids) or (self.unknown,)
