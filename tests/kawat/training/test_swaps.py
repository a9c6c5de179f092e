"""Names exchanged for others of their kind: the words around them and all tags stay."""

import lzma
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.errors import KawatError
from kawat.kb.facts import COLUMNS
from kawat.ner.labels import TAGS
from kawat.training.data import Sentence, allowed_mask
from kawat.training.swaps import Swaps

PERSONS = ["Ellen Johnson Sirleaf", "Jean-Claude Juncker", "Ban  Ki-moon", "Pelé", "Ким Чен Ын Второй Третий Великий"]
FACTS = {
    "countries": [("KAZ", "LOC", "Kazakhstan", ""), ("RUS", "LOC", "Rusia", ""), ("SSD", "LOC", "Sudan Selatan", "")],
    "capitals": [("astana", "LOC", "Astana", ""), ("moscow", "LOC", "Moskow", "")],
    "places": [("osh", "LOC", "Osh", ""), ("kremlin", "ORG", "Kremlin", "")],
    "organizations": [
        ("CSTO", "ORG", "Pakta", "CSTO|ODKB"),
        ("UN", "ORG", "Bangsa", "PBB"),
        ("xinhua", "ORG", "X", ""),
    ],
}
COUNTRIES, TOWNS = {"Kazakhstan", "Rusia", "Sudan Selatan"}, {"Astana", "Moskow", "Osh"}
OUTSIDE, UNKNOWN = allowed_mask("O"), allowed_mask("X")


def sentence(marked: str) -> Sentence:
    """Words with tags: `Putin/B-PER diam`; `?` for any tag."""
    pairs = [word.rpartition("/")[::2] if "/" in word else (word, "O") for word in marked.split()]
    allowed = tuple(UNKNOWN if tag == "?" else allowed_mask(tag) for _, tag in pairs)
    return Sentence(tuple(word for word, _ in pairs), allowed, "nerui")


LEAD = sentence(
    "Presiden Rusia/B-LOC Vladimir/B-PER Putin/I-PER menelepon Putin/B-PER di Moskow/B-LOC , kata CSTO/B-ORG dan"
    " Bank/B-ORG Indonesia/I-ORG ; entah/? Rusia/B-LOC Batken/B-LOC"
)


def tags(given: Sentence) -> list[str]:
    return [TAGS[mask.bit_length() - 1] if mask.bit_count() == 1 else "?" for mask in given.allowed]


def names(given: Sentence) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for word, tag in zip(given.words, tags(given), strict=True):
        if tag.startswith("B-"):
            found.append((word, tag[2:]))
        elif tag.startswith("I-"):
            found[-1] = (f"{found[-1][0]} {word}", tag[2:])
    return found


@pytest.fixture(scope="module")
def swaps(tmp_path_factory: pytest.TempPathFactory) -> Swaps:
    directory = tmp_path_factory.mktemp("swaps")
    (directory / "kb_world").mkdir()
    rows = "qid\tlabel\n" + "".join(f"Q{number}\t{name}\tx\n" for number, name in enumerate(PERSONS))
    (directory / "kb_world" / "politicians_persons.tsv.xz").write_bytes(lzma.compress(rows.encode()))
    for file, entities in FACTS.items():
        lines = ["\t".join(COLUMNS)]
        for id, label, name, acronyms in entities:
            cells = dict.fromkeys(COLUMNS, "") | {"id": id, "label": label, "name_id": name, "acronyms": acronyms}
            lines.append("\t".join(cells.values()))
        (directory / f"{file}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Swaps(directory, directory)


@settings(max_examples=50)
@given(st.integers(0, 10_000))
def test_a_name_becomes_another_of_its_kind(swaps, seed):
    rusia, putin, surname, moscow, csto, bank, again, batken = names(swaps.swapped(LEAD, random.Random(seed)))
    assert rusia[0] in COUNTRIES
    assert moscow[0] in TOWNS
    assert csto[0] in {"CSTO", "ODKB", "PBB"}
    assert putin[0].replace(" ", "") in {name.replace(" ", "") for name in PERSONS[:3]}
    assert [label for _, label in (rusia, putin, moscow, csto)] == ["LOC", "PER", "LOC", "ORG"]
    assert (surname, bank, batken) == (("Putin", "PER"), ("Bank Indonesia", "ORG"), ("Batken", "LOC"))
    assert again == rusia


@settings(max_examples=50)
@given(st.integers(0, 10_000))
def test_what_is_no_name_stays_with_its_tags(swaps, seed):
    def plain(given: Sentence) -> list[tuple[str, int]]:
        pairs = zip(given.words, given.allowed, strict=True)
        return [pair for pair in pairs if pair[1] in (OUTSIDE, UNKNOWN)]

    changed = swaps.swapped(LEAD, random.Random(seed))
    assert plain(changed) == plain(LEAD)
    assert changed.scheme == LEAD.scheme


def test_every_name_of_a_kind_comes_up(swaps):
    only = sentence("Rusia/B-LOC")
    found = {names(swaps.swapped(only, random.Random(seed)))[0][0] for seed in range(60)}
    assert found == COUNTRIES


def test_names_are_cut_into_tokens_as_in_the_pipeline(swaps):
    found = {swaps.swapped(sentence("Vladimir/B-PER Putin/I-PER"), random.Random(seed)).words for seed in range(60)}
    assert found == {("Ellen", "Johnson", "Sirleaf"), ("Jean", "-", "Claude", "Juncker"), ("Ban", "Ki", "-", "moon")}


def test_headlines_keep_their_names(swaps):
    headline = sentence("VLADIMIR/B-PER PUTIN/I-PER TIBA")
    assert swaps.swapped(headline, random.Random(1)) == headline


def test_facts_that_are_not_there_are_named(swaps, tmp_path):
    with pytest.raises(KawatError, match=r"countries\.tsv: cannot be read"):
        Swaps(swaps.data, tmp_path).swapped(LEAD, random.Random(1))
    with pytest.raises(KawatError, match=r"politicians_persons\.tsv\.xz: cannot be read"):
        Swaps(tmp_path, swaps.facts).swapped(LEAD, random.Random(1))


def test_a_name_of_any_length_opens_with_b_and_goes_on_with_i(swaps):
    for seed in range(40):
        for before, after in pairwise(tags(swaps.swapped(LEAD, random.Random(seed)))):
            assert not after.startswith("I-") or before[2:] == after[2:]
