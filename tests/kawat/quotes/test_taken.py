"""Stretches that are found already."""

from hypothesis import given
from hypothesis import strategies as st

from kawat.quotes.taken import Taken

PLACE = st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda place: (place[0], sum(place)))


@given(places=st.lists(PLACE, max_size=12), asked=PLACE)
def test_it_agrees_with_a_set_of_tokens(places: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    taken, tokens = Taken(), set()
    for place in places:
        assert taken.is_free(place) == tokens.isdisjoint(range(*place))
        if taken.is_free(place):
            taken.add(place)
            tokens.update(range(*place))
    start, end = asked
    assert taken.until(start, end) == next((i for i in range(start, end) if i in tokens), end)
    assert taken.since(start, end) == next((i + 1 for i in range(end - 1, start - 1, -1) if i in tokens), start)
    assert [i in taken for i in range(40)] == [i in tokens for i in range(40)]
