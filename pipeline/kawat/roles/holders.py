"""Who holds an office: whom the copy gives the title."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kawat.roles.phrase import Phrases, Title
from kawat.roles.words import ANDS, CALLED, FOR, IN_TIME, INNER, IS, JOINS, LINKS, OF_PERSONS, SERVES, SEVERAL

_BETWEEN = 14  # tokens between a name and an office after it
_OFFICES = 4  # of one person, joined
_LISTED = 20  # names after a title that all have it
_ALIAS = 7  # tokens of an aside between them
_INTRODUCE = frozenset("bernama yaitu yakni ialah".split())  # a title and the name after it
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
        self._text = Phrases(doc)
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
        title = self._text.title(i, strict=False)
        if title is None:
            return [], i
        if served := self._servant(title):
            return served
        if found := self._named_after(title):
            return found
        if (exact := self._text.title(i, strict=True)) is not None and (person := self._named_before(exact)):
            return self._and(person, exact) if not self._is_captain(exact) else ([], i)
        return [], i

    # The name after the title

    def _named_after(self, title: Title) -> tuple[list[Held], int] | None:
        """The persons whom the title stands before, and the token after it; None where it stands before none."""
        titles, last = [title], title
        while (
            len(titles) < _OFFICES
            and (join := self._join(last.end, JOINS))
            and (further := self._text.title(join, strict=False))
        ):
            titles, last = [*titles, further], further
        pair = self._pair(title) if last is title else None
        if pair is not None:
            return pair
        person = self._landing(last)
        if person is None:
            return None
        held = [Held(person, each) for each in titles]
        if self._is_several(title):
            held += [Held(each, title) for each in self._listed(person)]
        return held, last.end

    def _landing(self, title: Title) -> Span | None:
        """The person whose name follows the title, ranks, a comma or `yaitu` between them."""
        text = self._text
        at = title.end
        while text.at(at) in _WHOSE:  # Ketua mahkamah itu, X
            at += 1
        comma = text.at(at) == ","
        at = text.past_ranks(at + comma)
        if text.at(at) in _INTRODUCE:
            at = text.past_ranks(at + 1)
        person = text.starts.get(at)
        if person is None or person.label_ != "PER":
            return None
        if self._is_of_person(title):
            return self._beside(title, person, comma)
        if comma and (self._follows_name(title) or not self._is_apposition(title, person)):
            return None
        return None if self._is_captain(title) and not text.words[title.head].islower() else person

    def _is_captain(self, title: Title) -> bool:
        """Whether it is a rank in an army, not a place in a team."""
        return title.alone and self._text.lower[title.head] in ("kapten", "inspektur")

    def _servant(self, title: Title) -> tuple[list[Held], int] | None:
        """Who serves the holder of an office: Y, of `juru bicara Presiden X, Y` and `Y, juru bicara Presiden X`."""
        text = self._text
        if SERVES.isdisjoint(text.lower[title.head : title.words_end]):
            return None
        inner = next((i for i in range(title.head + 1, title.words_end) if text.lower[i] in INNER), title.end)
        served = text.title(inner, strict=False) if inner > title.head + 1 or inner == title.end else None
        lord = text.starts.get(text.past_ranks(served.end)) if served is not None else None
        if lord is None or lord.label_ != "PER":
            return None
        person = self._named_before(title)
        if person is None and text.at(lord.end) == ",":
            person = text.starts.get(text.past_ranks(lord.end + 1))
        outer = text.title(title.start, strict=False, until=inner)
        if person is None or person.label_ != "PER" or outer is None:
            return None
        return [Held(person, outer)], inner

    def _is_of_person(self, title: Title) -> bool:
        return title.owner is None and not OF_PERSONS.isdisjoint(self._text.lower[title.head : title.words_end])

    def _beside(self, title: Title, person: Span, comma: bool) -> Span | None:
        """Of `Sekretaris pers X, Y` Y; of `Y, penasihat X,` and `dikenal sebagai juru bicara X` nobody here."""
        text = self._text
        following = text.starts.get(text.past_ranks(person.end + 1))
        if not comma and text.at(person.end) == "," and following is not None and following.label_ == "PER":
            return following
        if self._named_before(title) is not None:
            return None
        return person if not comma or self._is_apposition(title, person) else None

    def _follows_name(self, title: Title) -> bool:
        """Whether the title is beside a name before it: `Tokayev, presiden Kazakhstan, Putin`."""
        return self._named_before(title) is not None

    def _is_apposition(self, title: Title, person: Span) -> bool:
        """Whether the name after the comma is closed off by another, or the title can only be its."""
        text = self._text
        if not text.at(person.end)[:1].isalpha() or text.at(title.start - 1) == "sang":
            return True
        indirect = text.at(title.start - 1) in _INDIRECT and text.is_verb(person.end)
        return not title.alone and not indirect

    def _is_several(self, title: Title) -> bool:
        first, _, second = self._text.lower[title.head].partition("-")
        return first == second or self._text.at(title.start - 1) in SEVERAL

    def _listed(self, person: Span) -> Iterator[Span]:
        """The names that follow by commas and `dan`."""
        at = person.end
        for _ in range(_LISTED):
            if self._text.at(at) not in (",", "dan", "serta"):
                return
            at = self._text.past_ranks(at + 1 + (self._text.at(at + 1) in ("dan", "serta")))
            following = self._text.starts.get(at)
            if following is None or following.label_ != "PER":
                return
            yield following
            at = following.end

    def _pair(self, title: Title) -> tuple[list[Held], int] | None:
        """`calon presiden dan wakil presiden X dan Y`: one each."""
        text = self._text
        other = text.title(title.end + (text.at(title.end) in ("dan", "-", "/")), strict=False)
        if other is None or other.office != f"wakil {title.office}":
            return None
        person = self._landing(other)
        second = text.starts.get(person.end + 1) if person is not None else None
        if person is None or second is None or second.label_ != "PER" or text.at(person.end) not in ("dan", "-", "/"):
            return None
        other = replace(other, status=other.status or title.status, owner=other.owner or title.owner)
        return [Held(person, replace(title, owner=title.owner or other.owner)), Held(second, other)], second.end

    # The name before the title

    def _named_before(self, title: Title) -> Span | None:
        """The person whom the title stands beside, or is said to hold it."""
        text = self._text
        at, joined = title.start, False
        while at > max(title.start - _BETWEEN, 0) and text.at(at - 1) in LINKS and at not in text.ends:
            joined |= text.at(at - 1) in IS
            at -= 1
        if text.at(at - 1) in (",", "("):
            person = text.ends.get(self._without_alias(at - 1))
            if person is None and joined:
                person = self._past_apposition(at - 1)
            return person if person is not None and person.label_ == "PER" else None
        while joined and at > max(title.start - _BETWEEN, 0) and at not in text.ends and self._is_time(at - 1):
            at -= 1
        person = text.ends.get(self._without_alias(at))
        if person is None or person.label_ != "PER" or not joined:
            return None
        before = text.at(person.start - 1)
        if before == "menggantikan":
            person = text.ends.get(person.start - 1)
            return person if person is not None and person.label_ == "PER" else None
        return None if before in CALLED or (before in FOR and text.at(person.end) == "sebagai") else person

    def _past_apposition(self, comma: int) -> Span | None:
        """The name before the aside that ends at a comma: `X, bekas ekonom, sebagai menteri keuangan`."""
        for i in range(comma - 1, max(comma - _BETWEEN, 0), -1):
            if self._text.at(i) == ",":
                return self._text.ends.get(i)
            if i in self._text.ends or not self._text.at(i)[0].isalnum():
                return None
        return None

    def _is_time(self, i: int) -> bool:
        word = self._text.at(i)
        return word in IN_TIME or word in LINKS or word.isdigit()

    def _without_alias(self, at: int) -> int:
        """The end of the name before `(AHY)`, `(45)`, `, 61 tahun`, `alias X`."""
        text = self._text
        for _ in range(2):
            if text.at(at - 1) == ")":
                opening = (i for i in range(at - 2, max(at - 2 - _ALIAS, -1), -1) if text.at(i) == "(")
                at = next(opening, at)
            elif text.at(at - 1) == "tahun" and text.at(at - 2).isdigit():
                at -= 2 + (text.at(at - 3) == ",")
            elif text.at(at - 1).isdigit() and text.at(at - 2) == ",":
                at -= 2
            elif (name := text.ends.get(at)) is not None and text.at(name.start - 1) == "alias":
                at = name.start - 1
        return at

    def _and(self, person: Span, title: Title) -> tuple[list[Held], int]:
        """The title and what `dan` joins to it, unless that is the title of the next name."""
        held = [Held(person, title)]
        while join := self._join(held[-1].title.end, ANDS):
            further = self._text.title(join, strict=True)
            loose = self._text.title(join, strict=False)
            if further is None or (loose is not None and self._landing(loose) is not None):
                break
            held.append(Held(person, further))
        return held, held[-1].title.end

    def _join(self, i: int, joins: tuple[tuple[str, ...], ...]) -> int:
        """The token after the words at `i` that join two titles; 0 where none do."""
        i += self._text.at(i) == ","
        return next((i + len(w) for w in joins if all(self._text.at(i + k) == word for k, word in enumerate(w))), 0)
