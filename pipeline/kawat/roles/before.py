"""The name before a title: beside it, or said to hold it."""

from spacy.tokens import Span

from kawat.quotes.cues import SAID
from kawat.roles.phrase import Title
from kawat.roles.tokens import Tokens
from kawat.roles.words import APPOINTED, BODY_AFTER, CALLED, CLOSED, DEGREES, FOR, IN_TIME, IS, LINKS

_BETWEEN = 14  # tokens between a name and an office after it
_DOER = 8  # tokens of `oleh Presiden Amerika Serikat` before a name
_ALIAS = 7  # tokens of an aside between them
_TRADE = 10  # tokens of `profesor psikiatri di Harvard dan`
_OPEN = (",", "(", "[")
_CLOSE = (",", ".", ")", ";")


class Before:
    """Finds the persons before titles."""

    def __init__(self, text: Tokens) -> None:
        self._text = text

    def person(self, title: Title) -> Span | None:
        """The person whom the title stands beside, or is said to hold it."""
        text = self._text
        if text.at(title.start - 1) in ("dan", "serta"):
            return self._past_trade(title.start - 1)
        at, joined = self._past_links(title.start)
        if text.at(at - 1) in _OPEN:
            person = _if_person(text.ends.get(self._without_alias(at - 1)))
            if person is None and joined:
                person = _if_person(self._past_apposition(at - 1))
            return person
        person = _if_person(text.ends.get(self._without_alias(at)))
        if person is None:
            return self._past_trade(at) if joined and text.at(at) == "yang" else None
        if not joined:
            return person if self._is_attribution(person, title) else None
        before = text.at(person.start - 1)
        if before == "menggantikan":
            return _if_person(text.ends.get(person.start - 1))
        if at == title.start - 1 and text.at(at) != "selaku" and (verb := self._passive(person)) is not None:
            if text.at(verb) in APPOINTED:
                return self._holder(verb)
            if verb < person.start - 1:  # dipimpin Presiden X sebagai menteri
                return None
        return None if before in CALLED or (before in FOR and text.at(person.end) == "sebagai") else person

    def _past_links(self, start: int) -> tuple[int, bool]:
        """The token after the name, if any, past `yang pada 2014 dilantik sebagai`; whether that joins them."""
        text = self._text
        at, joined, body = start, False, False
        while at > max(start - _BETWEEN, 0):
            word, ent = text.at(at - 1), text.ends.get(at)
            if ent is not None and (
                ent.label_ == "PER" or body or not joined or text.at(ent.start - 1) not in BODY_AFTER
            ):
                break
            if ent is not None:
                at, body = ent.start - (text.at(ent.start - 1) != "memimpin"), True
            elif word in LINKS or (joined and (word in IN_TIME or word.isdigit())) or (body and word == "masuk"):
                joined |= word in IS
                at -= 1
            else:
                break
        return at, joined

    def _passive(self, agent: Span) -> int | None:
        """The passive verb whose doer is a person, his title between them: `ditunjuk Presiden X`, `dipimpin oleh X`."""
        text = self._text
        for i in range(agent.start - 1, max(agent.start - _DOER, -1), -1):
            if text.words[i].islower() and text.is_verb(i):
                return i if text.at(i).startswith("di") else None
            if text.at(i) != "oleh" and (text.words[i].islower() or not text.at(i)[0].isalpha()):
                return None
        return None

    def _holder(self, verb: int) -> Span | None:
        """Whom another gave the office, the passive verb that tells so at token `verb`."""
        at, _ = self._past_links(verb)
        return _if_person(self._text.ends.get(self._without_alias(at - (self._text.at(at - 1) in _OPEN))))

    def _is_attribution(self, person: Span, title: Title) -> bool:
        """Whether the title is beside the name without a comma: `kata Pep Guardiola manajer City.`

        Who has been in office, or ends the clause, may be anywhere: `Houllier mantan pelatih Liverpool`.
        """
        text = self._text
        clear = title.status == "mantan" or text.at(title.end) in _CLOSE
        said = text.at(person.start - 1) in SAID and text.words[title.head].islower()
        if title.alone or not (said or clear):
            return False
        return person.end == title.start and not text.is_verb(title.end)

    def _past_trade(self, end: int) -> Span | None:
        """The name before a profession that ends before token `end`: `X, ekonom dan mantan menteri`."""
        text = self._text
        i, words = end - 1, 0
        while i > max(end - _TRADE, 0) and text.at(i) != ",":
            ent = text.ends.get(i + 1)
            plain = text.words[i].islower() and not text.is_verb(i) and not text.is_office(i)
            if ent is not None and ent.label_ != "PER":
                i = ent.start - 1
            elif (
                ent is None and plain and (text.at(i) in ("di", "dari", "pada", "seorang") or text.at(i) not in CLOSED)
            ):
                i, words = i - 1, words + 1
            else:
                return None
        if not words or text.at(i) != "," or i + 1 in text.starts:
            return None
        return _if_person(text.ends.get(self._without_alias(i)))

    def _past_apposition(self, comma: int) -> Span | None:
        """The name before the aside that ends at a comma: `X, bekas ekonom, sebagai menteri keuangan`."""
        text = self._text
        for i in range(comma - 1, max(comma - _BETWEEN, 0), -1):
            if text.at(i) == ",":
                return text.ends.get(i)
            if i in text.ends and text.ends[i].label_ == "PER":
                return None
            if not text.at(i)[0].isalnum():
                return None
        return None

    def _without_alias(self, at: int) -> int:
        """The end of the name before `(AHY)`, `(45)`, `, 61 tahun`, `alias X`."""
        text = self._text
        for _ in range(2):
            if text.at(at - 1) == ")":
                opening = (i for i in range(at - 2, max(at - 2 - _ALIAS, -1), -1) if text.at(i) == "(")
                at = next(opening, at)
            elif text.at(at - 1) == "tahun" and text.at(at - 2).isdigit():
                at -= 2 + (text.at(at - 3) == ",")
            elif (
                at not in text.ends
                and (before := at - 1 - (text.at(at - 1) == "."))
                and (DEGREES.fullmatch(text.at(before).strip(".")))
            ):
                at = before - (text.at(before - 1) == ",")
            elif text.at(at - 1).isdigit() and text.at(at - 2) == ",":
                at -= 2
            elif (name := text.ends.get(at)) is not None and text.at(name.start - 1) == "alias":
                at = name.start - 1
        return at


def _if_person(name: Span | None) -> Span | None:
    return name if name is not None and name.label_ == "PER" else None
