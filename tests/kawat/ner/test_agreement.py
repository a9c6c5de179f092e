"""One name, one kind of thing in a document."""

from kawat.ner.agreement import agree, joined
from kawat.ner.decode import Mention

WORDS = (
    "Lewis Hamilton menang . Hamilton memuji Kremlin , kata Kremlin . Barcelona mengalahkan Madrid di Barcelona".split()
)


def labels(*mentions: Mention) -> list[str]:
    return [mention.label for mention in agree(mentions, WORDS)]


def test_a_surname_alone_is_the_person_named_in_full():
    assert labels(Mention(0, 2, "PER", 0.99), Mention(4, 5, "ORG", 0.7)) == ["PER", "PER"]


def test_a_name_taken_for_a_person_is_what_it_is_elsewhere():
    assert labels(Mention(6, 7, "ORG", 0.95), Mention(9, 10, "PER", 0.6)) == ["ORG", "ORG"]


def test_a_sure_label_stays():
    assert labels(Mention(0, 2, "PER", 0.99), Mention(4, 5, "LOC", 0.97)) == ["PER", "LOC"]


def test_a_club_and_its_city_are_left_apart():
    assert labels(Mention(11, 12, "ORG", 0.8), Mention(15, 16, "LOC", 0.6)) == ["ORG", "LOC"]


def test_a_changed_label_keeps_a_score_that_is_a_probability():
    found = agree([Mention(0, 2, "PER", 0.99), Mention(4, 5, "ORG", 0.7)], WORDS)
    assert 0.5 < found[1].score < 1


NAMES = "Presiden Kassym - Jomart Tokayev bertemu Jokowi - Ma'ruf di Alma -".split()


def test_a_name_goes_on_behind_its_hyphen():
    found = joined([Mention(1, 3, "PER", 0.6), Mention(3, 5, "PER", 0.9)], NAMES)
    assert found == [Mention(1, 5, "PER", 0.6)]


def test_two_names_with_a_hyphen_between_them_stay_two():
    two = [Mention(6, 7, "PER", 0.9), Mention(8, 9, "PER", 0.9)]
    assert joined(two, NAMES) == two


def test_a_hyphen_behind_which_no_name_goes_on_is_left_out():
    found = joined([Mention(6, 8, "PER", 0.9), Mention(10, 12, "LOC", 0.9)], NAMES)
    assert found == [Mention(6, 7, "PER", 0.9), Mention(10, 11, "LOC", 0.9)]
