"""Names carried over from a translation: words spelled alike, translated, or known to be one entity; no overlaps."""

from pathlib import Path

import pytest

from kawat.kb.store import KnowledgeBase
from kawat.ner.decode import Mention
from kawat.training.projection import Lexicon, Projector

PAIRS = [
    ("Bursa Efek Jakarta ditutup, Rabu.", "The Jakarta Stock Exchange closed on Wednesday."),
    ("Indeks Bursa Efek Tokyo turun.", "The index of the Tokyo Stock Exchange fell."),
    ("Dia memimpin Bursa Efek itu.", "He leads the Stock Exchange there."),
]


@pytest.fixture
def projector(world_kb: Path) -> Projector:
    return Projector(Lexicon(PAIRS), KnowledgeBase.open(world_kb))


def carried(projector: Projector, indonesian: str, english: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """The names that are carried over, by surface and label. Words are parted by spaces."""
    words, other = indonesian.split(), english.split()
    found = []
    for name, label in names:
        size = len(name.split())
        start = next(at for at in range(len(other)) if other[at : at + size] == name.split())
        found.append(Mention(start, start + size, label, 0.9))
    return [(" ".join(words[m.start : m.end]), m.label) for m in projector(words, other, found)]


def test_a_transliterated_name_is_found_and_no_title_before_it(projector):
    ours, theirs = "Presiden Vladimir Medwedew tiba , Rabu .", "President Vladimir Medvedev arrived on Wednesday ."
    assert carried(projector, ours, theirs, ("Vladimir Medvedev", "PER")) == [("Vladimir Medwedew", "PER")]


def test_translated_words_are_learned_from_the_corpus_whatever_their_order(projector):
    ours, theirs = "Direktur Bursa Efek Jakarta hadir .", "The director of the Jakarta Stock Exchange came ."
    found = ("Jakarta Stock Exchange", "ORG")
    assert carried(projector, ours, theirs, found) == [("Bursa Efek Jakarta", "ORG")]
    untaught = Projector(Lexicon([]), projector.kb)
    assert carried(untaught, ours, theirs, found) == []


def test_a_name_that_only_the_knowledge_base_knows_is_found(projector):
    ours, theirs = "Pasukan ODKB masuk Kirgistan .", "Troops of the CSTO entered Kyrgyzstan ."
    assert carried(projector, ours, theirs, ("CSTO", "ORG"), ("Kyrgyzstan", "LOC")) == [
        ("ODKB", "ORG"),
        ("Kirgistan", "LOC"),
    ]


def test_of_two_like_places_each_name_takes_the_nearer(projector):
    ours, theirs = "Putin menang , kata Putin .", "Putin won , says Putin ."
    words, other = ours.split(), theirs.split()
    found = [Mention(4, 5, "PER", 0.9), Mention(0, 1, "PER", 0.8)]
    assert projector(words, other, found) == [Mention(0, 1, "PER", 0.8), Mention(4, 5, "PER", 0.9)]
    assert projector(words, other, found[:1]) == [Mention(4, 5, "PER", 0.9)]


def test_what_the_translation_leaves_out_is_not_found(projector):
    assert carried(projector, "Dia tiba di Moskow .", "He arrived with Sergei Lavrov .", ("Sergei Lavrov", "PER")) == []


def test_no_name_reaches_over_a_comma_or_takes_a_word_that_stands_elsewhere(world_kb):
    often = [("Batasuna dan ETA hadir.", "Batasuna and ETA came.")] * 3
    projector = Projector(Lexicon(often), KnowledgeBase.open(world_kb))
    ours, theirs = "Batasuna ETA , Rusia , hadir .", "Batasuna ETA , Russia , came ."
    names = [("Batasuna", "ORG"), ("Russia", "LOC")]
    assert carried(projector, ours, theirs, *names) == [("Batasuna", "ORG"), ("Rusia", "LOC")]
    assert projector.match(["ETA"], ["Batasuna"]) == 1.0
    assert projector.match(["ETA"], ["Batasuna"], {"ETA"}) == 0.0
    assert projector.match(["ETA", ",", "Rusia"], ["ETA"]) == 0.0


def test_a_name_may_end_in_a_small_letter_after_a_hyphen(projector):
    ours, theirs = "Utusan Kim Kye - gwan tiba .", "The envoy Kim Kye - gwan arrived ."
    assert carried(projector, ours, theirs, ("Kim Kye - gwan", "PER")) == [("Kim Kye - gwan", "PER")]
