"""Token and tag: CoNLL files, and the spans that BIO tags spell."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kawat.formats.gold import Document, Mention, parse_ids
from kawat.formats.problem import Problem, read_lines, require_none

_TAG = re.compile(r"O|[BI]-\S+")
_NEW_DOCUMENT = re.compile(r"# *(?:newdoc )?id *= *(.+)")
_TEXT = re.compile(r"# *text_json *= *(.+)")
_COMMENT = re.compile(r"# *[\w ]+=")


@dataclass(slots=True)
class Tagged:
    """Tokens with BIO tags; where a file tells, each token's line, the tokens that end a sentence, each token's IDs,
    and the document's text.
    """

    id: str
    path: Path
    tokens: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    text: str | None = None

    def add(self, token: str, tag: str, link: str, line: int) -> None:
        """Appends a token of the given line."""
        self.tokens.append(token)
        self.tags.append(tag)
        self.ids.append(link)
        self.lines.append(line)

    def document(self) -> Document:
        """A document of the text that the file tells, or else of the tokens with a space between them, a line break
        between sentences."""
        if self.text is not None:
            return Document(self.id, self.text, self.mentions(self.text))
        ends = ["\n" if index in self.breaks else " " for index in range(len(self.tokens) - 1)] + [""]
        text = "".join(token + end for token, end in zip(self.tokens, ends, strict=True))
        return Document(self.id, text, self.mentions(text))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The tags' mentions in `text`, which holds the tokens in order with nothing but white space between them.

        Raises KawatError naming the first token of the file that is not there.
        """
        starts: list[int] = []
        position = 0
        for index, token in enumerate(self.tokens):
            start = text.find(token, position)
            if start < 0 or text[position:start].strip():
                expected = text[position : position + 20].strip().split(maxsplit=1)[:1]
                message = f"token {token!r} is not the next in document {self.id!r}, {' '.join(expected)!r} is"
                fix = "give the tokens of the gold text, all and in order"
                require_none([Problem(self.path, self.lines[index] if self.lines else 1, 1, message, fix)])
            starts.append(start)
            position = start + len(token)
        ends = [start + len(token) for start, token in zip(starts, self.tokens, strict=True)]
        ids = self.ids or [""] * len(self.tokens)
        return tuple(
            Mention(starts[first], ends[last - 1], label, parse_ids(ids[first]))
            for first, last, label in spans(self.tags)
        )


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The (start, end, label) of each name in BIO tags, in tokens, half open.

    As conlleval and seqeval read them: an `I-` that continues nothing of its label begins a name.
    """
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and kind == label:
            continue
        if label:
            yield start, index, label
        start, label = index, kind


def read_conll(path: Path) -> list[Tagged]:
    """Reads a file with a token first and its BIO tag last on each line, sentences parted by empty lines.

    `token tag ID` is read too: what `kawat annotate --format conll` writes, with IDs in the form of inline gold.
    `# id = NAME`, `# newdoc id = NAME` or `-DOCSTART-` begins a document; without any, each sentence is one, numbered
    from 1. `# text_json = "…"` gives the text, white space and all. Raises KawatError with file, line, column and fix.
    """
    rows = [row.rstrip(" \t") for row in read_lines(path)]
    whole = any(_opens_document(row) for row in rows)
    documents: list[Tagged] = []
    problems: list[Problem] = []
    sentence_ended = True
    for line, row in enumerate(rows, start=1):
        named = _NEW_DOCUMENT.match(row)
        if _opens_document(row):
            documents.append(Tagged(named[1] if named else str(len(documents) + 1), path))
        elif documents and (told := _TEXT.match(row)):
            documents[-1].text = _decoded(told[1], path, line)
        elif not row and documents and documents[-1].tokens:
            documents[-1].breaks.add(len(documents[-1].tokens) - 1)
            sentence_ended = True
        elif row and not _COMMENT.match(row):
            if (sentence_ended and not whole) or not documents:
                documents.append(Tagged(str(len(documents) + 1), path))
            token, *columns = re.split(r"[ \t]+", row)
            tagged = [_TAG.fullmatch(column) is not None for column in columns]
            link = columns.pop() if tagged == [True, False] else ""
            tag = columns[-1] if columns else ""
            if not _TAG.fullmatch(tag):
                column = len(row) - len(tag) + 1
                problems.append(Problem(path, line, column, f"tag {tag!r} is not BIO", "write O, B-LABEL or I-LABEL"))
            documents[-1].add(token, f"B{tag[1:]}" if sentence_ended and tag != "O" else tag, link, line)
            sentence_ended = False
    require_none(problems)
    return documents


def _opens_document(row: str) -> bool:
    return row.startswith("-DOCSTART-") or _NEW_DOCUMENT.match(row) is not None


def _decoded(value: str, path: Path, line: int) -> str | None:
    try:
        text = json.loads(value)
    except ValueError:
        text = None
    if not isinstance(text, str):
        require_none([Problem(path, line, 1, "text_json is no string of JSON", 'write # text_json = "…"')])
    return str(text)
