from kawat.kb.lookup import lookup
from kawat.kb.store import KnowledgeBase


def test_shows_candidates_and_why(kb: KnowledgeBase) -> None:
    city, regency, *_ = lookup(kb, "Bandung")
    assert (city.hit.entity.id, city.how) == ("ID-32.73", "exact")
    assert city.why == 'name "Bandung", exact, P(entity | alias) 0.86'
    assert regency.why == 'short "Bandung", exact, P(entity | alias) 0.14'


def test_falls_back_from_exact_to_spelling_to_likeness(kb: KnowledgeBase) -> None:
    assert [(one.hit.entity.id, one.how) for one in lookup(kb, "Japarov")] == [("sadyr-japarov", "exact")]
    assert [(one.hit.entity.id, one.how) for one in lookup(kb, "Zhaparov")] == [("sadyr-japarov", "spelling")]
    assert lookup(kb, "Kazahstan")[0].why.startswith('name "Kazakhstan", similar 0.9')


def test_an_id_is_looked_up_as_such(kb: KnowledgeBase) -> None:
    assert lookup(kb, "sri-mulyani")[0].why == 'id "sri-mulyani", exact, P(entity | alias) 1.00'
    assert lookup(kb, "Q7747", limit=1)[0].hit.entity.id == "vladimir-putin"


def test_each_entity_comes_once_and_no_more_than_asked(kb: KnowledgeBase) -> None:
    found = lookup(kb, "ka", limit=2)
    assert len({one.hit.entity.id for one in found}) == len(found) == 2


def test_an_unknown_name_has_no_candidates(kb: KnowledgeBase) -> None:
    assert lookup(kb, "Perpustakaan") == []
