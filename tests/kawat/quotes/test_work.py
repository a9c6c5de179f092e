"""A sentence without end costs what its length says: the work is counted in lines run, never in seconds."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest
from spacy.tokens import Doc

from kawat.quotes import Quotes

FEW, MANY = 250, 750


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python it takes, each turn of a loop anew."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "repeated",
    [
        '"kami siap pergi besok," kata [[Budi|PER]], ',
        '"kami siap pergi besok," kata presiden, ',
        '"kami siap" kata ',
        "kami siap pergi besok, kata polisi, itu, ",
        "menurut [[Budi|PER]] yang ",
        "menurut warga ! ",
        "menurutnya ",
        "menulis surat ",
        "mengatakannya ",
        "warga mengatakan kepada ",
        "[[Budi|PER]] mengatakan ; ",
        "[[Bali|LOC]] dan mengatakan ",
        "pernyataan dari ",
        "“",
        "“a ‘",
        '“a" ',
    ],
)
def test_the_work_grows_with_the_length_alone(marked: Callable[[str], Doc], repeated: str) -> None:
    docs = [_one_sentence(marked(times * repeated + "kata")) for times in (FEW, MANY)]
    few, many = (lines_run(partial(Quotes("quotes"), doc)) for doc in docs)
    assert many < few * MANY / FEW * 1.4


def _one_sentence(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


@pytest.mark.parametrize(
    "text",
    [
        3000 * "[[Bali|LOC]] dan " + "[[Bali|LOC]] menyatakan bahwa rapat ditunda.",
        "Rapat itu ditunda, kata " + 3000 * "pernyataan dari " + "[[Kremlin|ORG]].",
    ],
)
def test_a_phrase_without_end_is_read(marked: Callable[[str], Doc], text: str) -> None:
    (quote,) = Quotes("quotes")(_one_sentence(marked(text)))._.quotes
    assert quote.content.text.lower() == "rapat itu ditunda" or quote.content.text == "rapat ditunda"
