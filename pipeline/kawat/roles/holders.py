"""Who holds an office: whom the copy gives the title."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kawat.roles.before import Before
from kawat.roles.lists import Lists
from kawat.roles.phrase import Phrases, Title
from kawat.roles.tokens import Tokens
from kawat.roles.words import (
    AIDES,
    ANDS,
    CAMPAIGNS,
    COACHES,
    DISMISSED,
    INNER,
    INTRODUCE,
    IS,
    JOINS,
    LINKS,
    OF_PERSONS,
    SERVES,
    STYLES,
    TENSES,
    TENURE,
)
from kawat.titles import is_ticket

_OFFICES = 4  # of one person, joined
_CLAUSE = 12  # tokens of `yang berkuasa selama 37 tahun` between a title and a name
_WHOSE = frozenset("itu tersebut ini nya mereka kami kita".split())
_INDIRECT = frozenset("dengan kepada oleh dari bersama terhadap untuk bertemu".split())


@dataclass(frozen=True, slots=True)
class Held:
    """A person's mention and a title that is his."""

    person: Span
    title: Title


class Holders:
    """Gives the titles of a document to the persons in it."""

    def __init__(self, doc: Doc) -> None:
        self._text = Tokens(doc)
        self._phrases = Phrases(self._text)
        self._before, self._lists = Before(self._text), Lists(self._text, self._phrases)
        self._end = len(doc)

    def read(self) -> list[Held]:
        """What each person holds, in the order of the text."""
        found = list(self._read())
        return sorted(found, key=lambda held: (held.person.start, held.title.start))

    def _read(self) -> Iterator[Held]:
        i = 0
        while i < self._end:
            held, after = self._at(i)
            yield from held
            i = max(after, i + 1)

    def _at(self, i: int) -> tuple[list[Held], int]:
        """Who holds the title that begins at token `i`, and the token up to which the text is read."""
        if self._text.at(i) == "masing-masing":
            return _held(self._lists.respective(i))
        title = self._phrases.title(i, strict=False)
        if title is None:
            return [], i
        if (shared := _held(self._lists.shared_out(title)))[0]:
            return shared
        if served := self._servant(title):
            return served
        if found := self._named_after(title):
            return found
        if (exact := self._phrases.title(i, strict=True)) is not None and (person := self._before.person(exact)):
            return self._and(person, exact) if not self._is_captain(exact) else ([], i)
        return [Held(person, title) for person in self._lists.announced(title)], i

    # The name after the title

    def _named_after(self, title: Title) -> tuple[list[Held], int] | None:
        """The persons whom the title stands before, and the token after it; None where it stands before none."""
        titles, last = [title], title
        while (
            len(titles) < _OFFICES
            and (join := self._join(last.end, JOINS) or self._styled(last))
            and (further := self._phrases.title(join, strict=False))
        ):
            titles, last = [*titles, further], further
        pair = self._pair(title) if last is title else None
        if pair is not None:
            return pair
        person = self._landing(last)
        if person is None:
            return None
        held = [Held(person, each) for each in titles]
        if len(titles) == 1:
            held += [Held(each, title) for each in self._lists.sharers(title, person)]
        return held, last.end

    def _styled(self, title: Title) -> int:
        """The token after a title at which one begins that is borne like a rank: `Menteri Energi Pangeran X`."""
        text = self._text
        if not SERVES.isdisjoint(text.lower[title.head : title.words_end]):
            return 0
        at = title.end + (text.at(title.end) == "," and not title.alone)
        return at if text.at(at) in STYLES and text.words[at][0].isupper() else 0

    def _landing(self, title: Title) -> Span | None:
        """The person whose name follows the title, ranks, a comma or `yaitu` between them."""
        text = self._text
        at = title.end
        while text.at(at) in _WHOSE:  # Ketua mahkamah itu, X
            at += 1
        at = self._past_tenure(self._past_clause(at))
        comma = text.at(at) == "," or (text.at(at) == "(" and not title.alone)
        at = text.past_ranks(at + comma)
        if text.at(at) in INTRODUCE:
            at = text.past_ranks(at + 1)
        person = text.person_at(at)
        if person is None:
            return None
        if (running := self._running_mates(title, person)) is not None:
            after = text.past_aside(running.end)
            return text.person_at(text.past_ranks(after + (text.at(after) == ",")))
        if self._is_of_person(title) or self._names_the_trained(title, person):
            return self._beside(title, person, comma)
        if (
            comma
            and text.at(person.start - 1) != "("
            and (self._follows_name(title) or not self._is_apposition(title, person))
        ):
            return None
        return None if self._is_captain(title) and not text.words[title.head].islower() else person

    def _past_clause(self, at: int) -> int:
        """The token after a clause before a name: `yang berkuasa selama 37 tahun`, `yang diberhentikan`."""
        text = self._text
        if text.at(at) != "yang":
            return at
        if text.at(at + 1) in INTRODUCE:
            return at + 1
        for i in range(at + 1, at + _CLAUSE):
            if text.person_at(i) is not None:
                return i if text.at(i - 1) in DISMISSED else at
            if text.at(i) == ",":
                return i if text.person_at(text.past_ranks(i + 1)) is not None else at
            if not text.at(i)[:1].isalnum() or text.is_office(i):
                return at
        return at

    def _past_tenure(self, at: int) -> int:
        """The token after `yang sebelumnya dijabat oleh`, `at` where that is not what it begins."""
        text, i = self._text, at
        while text.at(i) in TENSES:
            i += 1
        return i + 1 + (text.at(i + 1) == "oleh") if text.at(i) in TENURE else at

    def _running_mates(self, title: Title, person: Span) -> Span | None:
        """The second of two candidates whose camp the office is in: Y of `Ketua TPN X-Y, Z`, `Ketua TPN X dan Y, Z`."""
        text = self._text
        other = text.person_at(person.end + 1)
        if (
            other is None
            or title.status in ("calon", "terpilih")
            or (title.owner is None and not self._is_of_camp(title))
        ):
            return None
        if text.at(person.end) == "dan":
            third = text.person_at(text.past_ranks(other.end + 1)) if text.at(other.end) == "," else None
            return other if third is not None and text.at(third.end) == "," else None
        return other if text.at(person.end) in ("-", "–") else None

    def _is_of_camp(self, title: Title) -> bool:
        return self._is_of_person(title) or self._text.lower[title.head] == "sekretaris"

    def _is_captain(self, title: Title) -> bool:
        """Whether it is a rank in an army, not a place in a team."""
        return title.alone and self._text.lower[title.head] in ("kapten", "inspektur")

    def _servant(self, title: Title) -> tuple[list[Held], int] | None:
        """Who serves the holder of an office: Y, of `juru bicara Presiden X, Y` and `Y, juru bicara Presiden X`."""
        text = self._text
        if SERVES.isdisjoint(text.lower[title.head : title.words_end]):
            return None
        inner = next((i for i in range(title.head + 1, title.words_end) if text.lower[i] in INNER), title.end)
        beside = inner == title.head + 1 and text.lower[title.head] not in AIDES  # asisten menteri
        served = None if beside and inner < title.end else self._phrases.title(inner, strict=False)
        lord = text.starts.get(text.past_ranks(served.end)) if served is not None else None
        if lord is None or lord.label_ != "PER":
            return None
        person = self._before.person(title)
        if person is None and text.at(lord.end) == ",":
            person = text.starts.get(text.past_ranks(lord.end + 1))
        outer = self._phrases.title(title.start, strict=False, until=inner)
        if outer is None:
            return None
        if person is not None and person.label_ == "PER":
            return [Held(person, outer)], inner
        alone = served is not None and served.owner is None and text.words[inner].istitle()
        return ([], inner) if alone and text.words[inner - 1].islower() else None  # juru bicara Presiden X

    def _is_of_person(self, title: Title) -> bool:
        """Whether the name after it may be of him whom its holder serves, or whose campaign it is."""
        if title.owner is not None:  # Ketua [Tim Pemenangan|ORG] X
            return title.owner[-1].lower_ in CAMPAIGNS
        return not OF_PERSONS.isdisjoint(self._text.lower[title.head : title.words_end])

    def _names_the_trained(self, title: Title, person: Span) -> bool:
        """Whether the name after a coach's title is of him whom he trains: `X, pelatih Y, …`, `Pelatih Y, X, …`."""
        text = self._text
        if text.lower[title.head] not in COACHES or not title.alone or text.at(person.end) != ",":
            return False
        if text.person_at(text.past_ranks(person.end + 1)) is None:
            return text.at(person.end + 1) not in ("dan", "serta") and self._follows_name(title)
        names = self._lists.names_from(person.start)
        return len(names) == 2 and text.at(names[1].end) == ","

    def _beside(self, title: Title, person: Span, comma: bool) -> Span | None:
        """Of `Sekretaris pers X, Y` Y; of `Y, penasihat X,` and `dikenal sebagai juru bicara X` nobody here."""
        text = self._text
        following = text.starts.get(text.past_ranks(person.end + 1))
        if not comma and text.at(person.end) == "," and following is not None and following.label_ == "PER":
            return following
        if self._before.person(title) is not None:
            return None
        if not comma:  # a campaign is called after a man who holds nothing in it
            last = title.words_end if title.owner is None else title.owner.end
            return person if text.lower[last - 1] not in CAMPAIGNS else None
        return person if self._is_apposition(title, person) else None

    def _follows_name(self, title: Title) -> bool:
        """Whether the title is beside a name before it: `Tokayev, presiden Kazakhstan, Putin`."""
        return self._before.person(title) is not None

    def _is_apposition(self, title: Title, person: Span) -> bool:
        """Whether the name after the comma is closed off by another, or the title can only be its."""
        text = self._text
        if not text.at(person.end)[:1].isalpha() or text.at(title.start - 1) == "sang":
            return True
        if text.at(title.start - 1) in ("sebagai", "selaku") and text.words[title.start - 1].istitle():
            return True  # Sebagai presiden, X menilai
        if self._lists.is_several(title):
            return len(self._lists.names_from(person.start)) > 1
        indirect = text.at(title.start - 1) in _INDIRECT and text.is_verb(person.end)
        return not indirect and (not title.alone or text.is_possessed(title.words_end))

    def _pair(self, title: Title) -> tuple[list[Held], int] | None:
        """`calon presiden dan wakil presiden X dan Y`: one each."""
        text = self._text
        if is_ticket(text.lower[title.head]):
            other: Title | None = replace(title, office=f"wakil {title.office}")
        else:
            other = self._phrases.title(title.end + (text.at(title.end) in ("dan", "-", "/")), strict=False)
        if other is None or other.office != f"wakil {title.office}":
            return None
        person = self._landing(other)
        second = text.starts.get(person.end + 1) if person is not None else None
        if person is None or second is None or second.label_ != "PER" or text.at(person.end) not in ("dan", "-", "/"):
            return None
        other = replace(other, status=other.status or title.status, owner=other.owner or title.owner)
        return [Held(person, replace(title, owner=title.owner or other.owner)), Held(second, other)], second.end

    def _and(self, person: Span, title: Title) -> tuple[list[Held], int]:
        """The title and what `dan` or commas and `dan` join to it, unless that is the title of the next name."""
        text, held, pending = self._text, [Held(person, title)], list[Held]()
        last = title
        while len(held) + len(pending) < _OFFICES:
            join = self._join(last.end, ANDS)
            join = join or self._past_links(last.end)
            at = join or last.end + (text.at(last.end) == ",")
            further, loose = self._phrases.title(at, strict=True), self._phrases.title(at, strict=False)
            if at == last.end or further is None or (loose is not None and self._landing(loose) is not None):
                break
            pending.append(Held(person, further))
            last = further
            if join or further.status == "mantan":
                held, pending = held + pending, []
        return held, held[-1].title.end

    def _past_links(self, i: int) -> int:
        """The token after `, kini ditunjuk sebagai`, by which the one who held a title is given another; 0 for none."""
        i += self._text.at(i) == ","
        start, joined = i, False
        while self._text.at(i) in LINKS:
            joined |= self._text.at(i) in IS - {"yang"}
            i += 1
        return i if joined and i - start > 1 else 0

    def _join(self, i: int, joins: tuple[tuple[str, ...], ...]) -> int:
        """The token after the words at `i` that join two titles; 0 where none do."""
        i += self._text.at(i) == ","
        return next((i + len(w) for w in joins if all(self._text.at(i + k) == word for k, word in enumerate(w))), 0)


def _held(shared: tuple[list[tuple[Span, Title]], int]) -> tuple[list[Held], int]:
    pairs, end = shared
    return [Held(person, title) for person, title in pairs], end
