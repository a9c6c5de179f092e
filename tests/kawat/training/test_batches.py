"""Batches: every word with its tag, within the budget, whatever was packed, recased or masked."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kawat.kb.gazetteer import WIDTH, Gazetteer, kind, pack
from kawat.ner.labels import TAGS
from kawat.ner.pieces import Pieces
from kawat.training.batches import Augmentation, Batch, Batcher, packed, recased
from kawat.training.data import Sentence

PLAIN = Augmentation(upper=0, lower=0, title=0, pack=0, mask=0)
FIRST = {"kawat": 0, "nerui": 7}
KNOWN = Gazetteer(pack([("Kazakhstan", kind("LOC", world=False)), ("Vladimir Putin", kind("PER", world=False))]))
LONGEST = 40
SCHEMES = st.sampled_from(sorted(FIRST))
COPY = "Presiden Rusia Vladimir Putin membahas Kazakhstan dengan Kassym-Jomart Tokayev , CSTO . Straße İzmir ǆ"
words = st.sampled_from(COPY.split())
masks = st.integers(1, (1 << len(TAGS)) - 1)


@st.composite
def sentences(draw: st.DrawFn, most: int = 12) -> list[Sentence]:
    chosen = draw(
        st.lists(st.tuples(st.lists(st.tuples(words, masks), min_size=1, max_size=9), SCHEMES), max_size=most)
    )
    return [Sentence(tuple(w for w, _ in pairs), tuple(m for _, m in pairs), scheme) for pairs, scheme in chosen]


@pytest.fixture(scope="module")
def pieces(tiny_xlmr: Path) -> Pieces:
    return Pieces(Tokenizer.from_file(str(tiny_xlmr / "tokenizer.json")))


def batcher(pieces: Pieces, budget: int = 80, **changes: float) -> Batcher:
    augmentation = Augmentation(**(vars(PLAIN) | changes))
    return Batcher(pieces, FIRST, augmentation=augmentation, budget=budget, longest=LONGEST, known=KNOWN)


def examples(batches: list[Batch]) -> list[tuple[list[int], list[int]]]:
    """Pieces and tag masks of the examples, without the padding."""
    return [
        (ids[:length].tolist(), allowed[:length].tolist())
        for batch in batches
        for ids, allowed, length in zip(batch.pieces, batch.allowed, batch.attention.sum(1), strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(gold=sentences(), seed=st.integers(0, 99))
def test_every_sentence_is_an_example_with_its_tags_at_first_pieces(pieces, gold, seed):
    expected = []
    for sentence in gold:
        ids, allowed = [FIRST[sentence.scheme]], [0]
        for encoded, mask in zip(pieces(sentence.words), sentence.allowed, strict=True):
            ids += encoded
            allowed += [mask] + [0] * (len(encoded) - 1)
        expected.append(([*ids[: LONGEST - 1], pieces.last], [*allowed[: LONGEST - 1], 0]))
    assert sorted(examples(batcher(pieces).epoch(gold, seed))) == sorted(expected)


@settings(max_examples=60, deadline=None)
@given(gold=sentences(), budget=st.integers(LONGEST, 200), pack=st.sampled_from([0, 0.5, 1]))
def test_a_batch_keeps_to_its_budget_padding_included(pieces, gold, budget, pack):
    for batch in batcher(pieces, budget, pack=pack).epoch(gold, 1):
        assert batch.pieces.numel() <= budget
        assert batch.pieces.shape[1] <= LONGEST


@settings(max_examples=60, deadline=None)
@given(gold=sentences(), mask=st.sampled_from([0, 1]))
def test_padding_follows_the_example_and_counts_for_nothing(pieces, gold, mask):
    for batch in batcher(pieces, mask=mask).epoch(gold, 1):
        lengths = batch.attention.sum(1)
        assert lengths.max() == batch.pieces.shape[1]
        for row, length in enumerate(lengths):
            assert batch.attention[row, :length].all()
            assert (batch.pieces[row, length:] == pieces.pad).all()
            assert not batch.allowed[row, length:].any()


@settings(max_examples=60, deadline=None)
@given(gold=sentences(), pack=st.floats(0, 1), seed=st.integers(0, 99))
def test_packing_keeps_the_order_and_one_scheme_an_example(gold, pack, seed):
    runs = list(packed(gold, Augmentation(**(vars(PLAIN) | {"pack": pack})), random.Random(seed)))
    assert [sentence for run in runs for sentence in run] == gold
    assert all(len({sentence.scheme for sentence in run}) == 1 for run in runs)


def test_packing_is_by_chance(pieces):
    gold = [Sentence(("Kremlin",), (1,), "kawat")] * 60
    assert [len(list(packed(gold, Augmentation(0, 0, 0, pack, 0), random.Random(1)))) for pack in (0, 1)] == [60, 1]
    assert 20 < len(list(packed(gold, Augmentation(0, 0, 0, 0.5, 0), random.Random(1)))) < 40


@settings(max_examples=60, deadline=None)
@given(gold=sentences(), seed=st.integers(0, 99))
def test_every_piece_but_the_first_and_last_may_be_masked(pieces, gold, seed):
    masked = batcher(pieces, mask=1).epoch(gold, seed)
    for ids, _ in examples(masked):
        assert ids[0] in FIRST.values()
        assert ids[-1] == pieces.last
        assert set(ids[1:-1]) <= {pieces.special("<mask>")}
    tags = sorted(allowed for _, allowed in examples(batcher(pieces).epoch(gold, seed)))
    assert sorted(allowed for _, allowed in examples(masked)) == tags


@settings(max_examples=60, deadline=None)
@given(gold=sentences(most=6), case=st.sampled_from(["upper", "lower", "title"]))
def test_in_another_case_each_word_keeps_its_tag(pieces, gold, case):
    augmentation = Augmentation(**(vars(PLAIN) | {case: 1}))
    wide = Batcher(pieces, FIRST, augmentation=augmentation, budget=500, longest=500, known=KNOWN)
    found = [[mask for mask in allowed if mask] for _, allowed in examples(wide.epoch(gold, 1))]
    assert sorted(found) == sorted(list(sentence.allowed) for sentence in gold)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("upper", ["PRESIDEN", "KASSYM-JOMART", "MEMBANTAH", "(CSTO)"]),
        ("lower", ["presiden", "kassym-jomart", "membantah", "(csto)"]),
        ("title", ["Presiden", "Kassym-Jomart", "Membantah", "(CSTO)"]),
    ],
)
def test_cases_are_those_of_headlines_and_careless_copy(case, expected):
    copy = ["Presiden", "Kassym-Jomart", "membantah", "(CSTO)"]
    assert recased(copy, Augmentation(**(vars(PLAIN) | {case: 1})), random.Random(1)) == expected
    assert recased(copy, PLAIN, random.Random(1)) == copy


def test_what_is_longer_than_an_example_is_cut_off(pieces):
    (batch,) = batcher(pieces).epoch([Sentence(("Kazakhstan",) * 100, (2,) * 100, "kawat")], 1)
    assert batch.pieces.shape == (1, LONGEST)
    assert batch.pieces[0, -1] == pieces.last
    assert batch.allowed[0, -1] == 0


def test_an_epoch_is_the_same_for_the_same_seed_and_another_for_another(pieces):
    gold = [
        Sentence(("Presiden", "Putin")[: 1 + number % 2], (1, 2)[: 1 + number % 2], "kawat") for number in range(30)
    ]
    first, again, other = (
        [batch.pieces.tolist() for batch in batcher(pieces, 20, pack=0.5, mask=0.3).epoch(gold, seed)]
        for seed in (1, 1, 2)
    )
    assert first == again != other


def known_words(batches: list[Batch]) -> list[bool]:
    return [bool(row.any()) for batch in batches for example in batch.evidence for row in example]


def test_every_piece_of_a_known_name_carries_its_evidence(pieces):
    sentence = Sentence(("Presiden", "Vladimir", "Putin", "membahas", "Kazakhstan"), (1,) * 5, "kawat")
    (batch,) = batcher(pieces).epoch([sentence], 1)
    assert batch.evidence.shape == (*batch.pieces.shape, WIDTH)
    lengths = [len(encoded) for encoded in pieces(sentence.words)]
    expected = [False, *(known for known, n in zip((0, 1, 1, 0, 1), lengths, strict=True) for _ in range(n)), False]
    assert known_words([batch]) == [bool(known) for known in expected]


@pytest.mark.parametrize("hidden", ["forget", "blind"])
def test_evidence_may_be_hidden_by_chance(pieces, hidden):
    gold = [Sentence(("Kazakhstan",), (1,), "kawat")] * 60
    shares = [sum(known_words(batcher(pieces, **{hidden: chance}).epoch(gold, 1))) for chance in (0, 0.5, 1)]
    assert shares[0] > shares[1] > shares[2] == 0
