"""Where sentences of wire copy begin: rules for quotes, initials, degrees, numbers and stops without a space."""

import re
from collections.abc import Iterator

from kawat.lexicon import ABBREVIATIONS, BEFORE_A_LETTER, SENTENCE_ENDING_ABBREVIATIONS, SENTENCE_OPENERS

_STOP = re.compile(r"[.!?…]+")
_LETTER = re.compile(r"\w")
_CLOSING = re.compile(r"[”’»)\]]|'(?=\s|$)|\s[”»)\]]")
_STRAIGHT_QUOTE = re.compile(r'\s?"')
_NEXT = re.compile(r"\s*(?P<opening>(?:[^\w\s,;:.!?…)\]”»]\s?)*)(?P<word>\w+)")
_NUMERAL = re.compile(r"\d{1,2}|[A-Za-z]|[IVX]+")  # of a list: 1. · a. · IV.
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_DEGREE = re.compile(r"(?:[SM]\.[A-Z][A-Za-z]{1,5}|A\.Md|Ph\.D)(?:\.[A-Z])?")
_WORD_BREAK = re.compile(r"[\s/(“\"'‘\[-]")


def find_sentences(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets at which the sentences of `text[start:end]`, one paragraph, begin; the first is `start`.

    A sentence ends with a stop, which may stand before closing quotes and brackets, when no lower case and no comma
    follows: `“Kami siap!” kata Putin.` is one sentence.
    """
    yield start
    sentence, seen, quotes, begun = start, start, 0, False
    for stop in _STOP.finditer(text, start, end):
        quotes += text.count('"', seen, stop.end())
        begun = begun or _LETTER.search(text, seen, stop.start()) is not None
        seen = stop.end()
        after = _after_quotes(text, seen, end, inside=quotes % 2 == 1)
        following = _NEXT.match(text, after, end)
        if begun and following and not following["word"][0].islower() and _ends(text, sentence, stop, after, following):
            sentence, begun = following.start("opening"), False
            yield sentence


def _after_quotes(text: str, at: int, end: int, inside: bool) -> int:
    """The first position from `at` on that no closing quote or bracket holds; `inside`: a straight quote is open."""
    while True:
        if closing := _CLOSING.match(text, at, end):
            at = closing.end()
        elif inside and (closing := _STRAIGHT_QUOTE.match(text, at, end)):
            at, inside = closing.end(), False
        elif at < end and text[at] == '"' and text[at + 1 : at + 2].isspace():
            at += 1
        else:
            return at


def _ends(text: str, sentence: int, stop: re.Match[str], after: int, following: re.Match[str]) -> bool:
    """Whether `stop` ends the sentence that began at `sentence`, given that no lower case follows."""
    before = _WORD_BREAK.split(text[max(sentence, stop.start() - 24) : stop.start()].rstrip(" "))
    word = before[-1]
    glued = after == following.start("word")
    if stop[0] != ".":
        return not glued or stop[0][-1] in "!?"
    if glued and not _is_lost_space(text[stop.start() - 1], word, following["word"]):
        return after > stop.end()
    if _NUMERAL.fullmatch(word) and stop.start() - sentence < 8 and text[sentence : stop.start()].strip() == word:
        return False
    if word + "." in ABBREVIATIONS:
        goes_on = "(" in following["opening"] or following["word"].isdigit() or following["word"] + "." in ABBREVIATIONS
        return word + "." in SENTENCE_ENDING_ABBREVIATIONS and not goes_on
    if _DEGREE.fullmatch(word):
        return "(" not in following["opening"]
    if _INITIALS.fullmatch(word):
        previous = before[-2] if len(before) > 1 else ""
        counted = previous.lower() in BEFORE_A_LETTER or word == "X"
        degree = previous.endswith(",") and re.fullmatch(r"[SM]\.[AEHMST]", word)
        return counted or bool(degree) or following["word"] in SENTENCE_OPENERS
    return True


def _is_lost_space(last: str, word: str, following: str) -> bool:
    """Whether a stop with no space after it ends a sentence (`Kazakhstan.Presiden`), unlike that of `PTUN.BDG`."""
    ends_word = last in ")]%”" or (len(word) > 1 and word[-2:].isalnum())
    return ends_word and following[0].isupper() and not (last.isupper() and following.isupper())
