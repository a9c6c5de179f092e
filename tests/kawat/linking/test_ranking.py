"""What mentions stand for, in real sentences: titles, countries, types, company, short forms, unknown names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kawat.dates.component import Dates
from kawat.kb.build import build
from kawat.kb.entity import Entity, Relation
from kawat.kb.facts import Fact
from kawat.linking.component import EntityLinker

Check = Callable[[str], Doc]


def test_three_forms_of_one_organization(check: Check) -> None:
    check(
        "Negara anggota [[Organisasi Perjanjian Keamanan Kolektif|ORG|CSTO]] "
        "([[Collective Security Treaty Organization|ORG|CSTO]]/[[CSTO|ORG|CSTO]]) bertemu, kata [[CSTO|ORG|CSTO]]."
    )


def test_leaders_and_their_countries(check: Check) -> None:
    check(
        "“Presiden [[Rusia|LOC|RUS]] telah melakukan percakapan telepon dengan Presiden [[Kirgistan|LOC|KGZ]] "
        "[[Sadyr Zhaparov|PER|sadyr-japarov]], Presiden [[Belarus|LOC|BLR]] "
        "[[Alexander Lukashenko|PER|alexander-lukashenko]], dan Perdana Menteri [[Armenia|LOC|ARM]] "
        "[[Nikol Pashinyan|PER|nikol-pashinyan]],” bunyi pernyataan [[Kremlin|ORG|kremlin]]."
    )


def test_a_name_written_like_a_common_word(check: Check) -> None:
    check("Kepada [[detikcom|ORG|detikcom]], [[Joko Widodo|PER|joko-widodo]] mengiyakan.")


def test_a_player_is_the_one_of_the_club_beside_him(nlp: Language, tmp_path: Path) -> None:
    clubs = [_world("Q1", "ORG", "Persib"), _world("Q2", "ORG", "Persija")]
    players = [_world(f"Q{n + 2}", "PER", "Gilang Angga", Relation("team", f"Q{n}", 2012)) for n in (1, 2)]
    build([Given(clubs + players)], tmp_path / "kb.sqlite")
    linker = EntityLinker("linker", str(tmp_path / "kb.sqlite"))
    for club, player in (("Persib", "Q3"), ("Persija", "Q4")):
        doc = nlp(f"{club} menang. Gol dicetak Gilang Angga.")
        doc.ents = [
            doc.char_span(0, len(club), label="ORG"),
            doc.char_span(len(doc.text) - 13, len(doc.text) - 1, label="PER"),
        ]
        assert [ent.kb_id_ for ent in linker(doc).ents] == ["Q1" if club == "Persib" else "Q2", player]


class Given:
    """A source of given facts."""

    name = "given"

    def __init__(self, facts: list[Fact]) -> None:
        self._facts = facts

    def facts(self) -> Iterator[Fact]:
        yield from self._facts

    def redirects(self) -> Iterator[tuple[str, int, str, str]]:
        yield from ()


def _world(id: str, label: str, name: str, *relations: Relation) -> Fact:
    return Fact(Entity(id, label, name, name, id, None, 0.4, (), "given", relations))


def test_a_surname_after_and_before_the_full_name(check: Check) -> None:
    check("[[Vladimir Putin|PER|vladimir-putin]] menelepon. [[Putin|PER|vladimir-putin]] bicara.")
    check("[[Rahmon|PER|emomali-rahmon]] mundur. Presiden [[Emomali Rahmon|PER|emomali-rahmon]] bicara.")


def test_first_names_alone(check: Check) -> None:
    check(
        "[[Retno Marsudi|PER|retno-marsudi]] tiba. [[Retno|PER|retno-marsudi]] bertemu [[Sri Mulyani|PER|sri-mulyani]]."
    )
    check("Gubernur [[BI|ORG|bank-indonesia]] [[Perry Warjiyo|PER|perry-warjiyo]]; kata [[Perry|PER|perry-warjiyo]].")


def test_an_unknown_namesake_is_nothing_and_keeps_his_surname(check: Check) -> None:
    doc = check("[[Budi Putin|PER|NIL]] ditangkap di [[Jakarta|LOC|ID-JK]]. [[Putin|PER|NIL]] mengaku bersalah.")
    clusters = {thing.cluster: [span.text for span in thing.mentions] for thing in doc._.entities}
    assert clusters == {"PER:budi-putin": ["Budi Putin", "Putin"], "ID-JK": ["Jakarta"]}


def test_an_unknown_namesake_beside_the_known_one(check: Check) -> None:
    check(
        "[[Vladimir Putin|PER|vladimir-putin]] bicara. [[Budi Putin|PER|NIL]] ditangkap. [[Putin|PER|NIL]] mengaku. "
        "Presiden [[Rusia|LOC|RUS]] [[Vladimir Putin|PER|vladimir-putin]] diam. [[Putin|PER|vladimir-putin]] pulang."
    )


def test_two_people_of_one_surname(check: Check) -> None:
    check(
        "[[Bill Clinton|PER|bill-clinton]] tiba. [[Clinton|PER|bill-clinton]] melambai. "
        "[[Hillary Clinton|PER|hillary-clinton]] menyusul. [[Clinton|PER|hillary-clinton]] tersenyum."
    )
    check("[[Clinton|PER|NIL]] ada dua: [[Bill Clinton|PER|bill-clinton]] dan [[Hillary Clinton|PER|hillary-clinton]].")


@pytest.mark.parametrize(
    ("country", "id", "person"), [("Rusia", "RUS", "sergey-ivanov-rus"), ("Kirgistan", "KGZ", "sergey-ivanov-kgz")]
)
def test_the_country_beside_the_title_decides_between_namesakes(
    check: Check, country: str, id: str, person: str
) -> None:
    check(f"Menteri Pertahanan [[{country}|LOC|{id}]] [[Sergey Ivanov|PER|{person}]] tiba.")


@pytest.mark.parametrize(("date", "person"), [("2003-05-01", "sergei-sergeyev-1"), ("2022-01-07", "sergei-sergeyev-2")])
def test_the_year_decides_between_holders_of_an_office(
    mark: Callable[[str], Doc], linker: EntityLinker, date: str, person: str
) -> None:
    doc = mark("Menteri Pertahanan [[Rusia|LOC]] [[Sergei Sergeyev|PER]] tiba.")
    doc._.date = date
    assert linker(Dates()(doc)).ents[1].kb_id_ == person


def test_a_city_and_its_club(check: Check) -> None:
    check("Pertandingan di [[Barcelona|LOC|barcelona]] dimenangi [[Barcelona|ORG|fc-barcelona]].")


def test_a_regency_and_its_city(check: Check) -> None:
    check("Banjir melanda kota [[Bandung|LOC|ID-32.73]].")
    check("Banjir melanda kabupaten [[Bandung|LOC|ID-32.04]].")


def test_the_word_before_belongs_to_the_name(check: Check) -> None:
    check("Ketua umum partai [[Demokrat|ORG|partai-demokrat]] hadir di [[Jakarta|LOC|ID-JK]].")


def test_other_names_tell_the_country_from_the_state(check: Check) -> None:
    check("[[Rusia|LOC|RUS]], [[Armenia|LOC|ARM]], dan [[Georgia|LOC|GEO]] bertemu.")


def test_an_acronym_that_the_copy_gives_to_another_body(check: Check) -> None:
    check("[[Badan Infrastruktur|ORG|NIL]] ([[BI|ORG|NIL]]) dibentuk. Kepala [[BI|ORG|NIL]] dilantik.")
    check("[[Bank Indonesia|ORG|bank-indonesia]] ([[BI|ORG|bank-indonesia]]), kata [[BI|ORG|bank-indonesia]].")


def test_an_acronym_before_its_definition(check: Check) -> None:
    check("[[BI|ORG|NIL]] dilantik. [[Badan Infrastruktur|ORG|NIL]] ([[BI|ORG|NIL]]) baru dibentuk.")


def test_a_body_of_the_country_that_the_copy_is_about(check: Check) -> None:
    check("Presiden [[Amerika Serikat|LOC|USA]] [[Bill Clinton|PER|bill-clinton]] menunggu [[Senat|ORG|senat-as]].")
    check("Di [[Italia|LOC|ITA]], mosi ditolak [[Senat|ORG|senat-italia]].")
    check("Mosi itu ditolak [[Senat|ORG|NIL]].")


def test_a_capital_is_not_its_country(check: Check) -> None:
    check("Gempa mengguncang ibu kota [[Meksiko|LOC|MEX]], kata warga [[Kota Meksiko|LOC|mexico-city]].")


def test_a_namesake_who_comes_later_says_less(check: Check) -> None:
    check("[[Putin|PER|vladimir-putin]] menang, kata Presiden [[Rusia|LOC|RUS]]. [[Budi Putin|PER|NIL]] kalah.")


def test_case_does_not_matter_to_names(check: Check) -> None:
    check("[[bernie sanders|PER|bernie-sanders]] tiba di [[jakarta|LOC|ID-JK]], kata [[KREMLIN|ORG|kremlin]].")
    check("[[Bernie Sanders|PER|bernie-sanders]] kalah. [[Sanders|PER|bernie-sanders]] menerima.")


def test_common_words_are_nothing(check: Check) -> None:
    check("[[Para|LOC|NIL]] tamu, [[menteri|PER|NIL]], dan [[Menteri|PER|NIL]] datang.")


def test_short_forms_of_countries(check: Check) -> None:
    check("[[Korsel|LOC|KOR]] dan [[AS|LOC|USA]] berlatih. [[Korea Selatan|LOC|KOR]] siap. [[Sudan|LOC|SDN]] menolak.")


def test_labels_without_a_type_are_no_constraint(check: Check) -> None:
    check("[[Vladimir Putin|NAME|vladimir-putin]] di [[Moskow|NAME|moscow]], kata [[Kremlin|NAME|kremlin]].")


def test_another_dispatch_about_other_countries(check: Check) -> None:
    doc = check(
        "[[BISHKEK|LOC|NIL]], Presiden [[Kirgizstan|LOC|KGZ]] [[Sadyr Japarov|PER|sadyr-japarov]] dan Presiden "
        "[[Tajikistan|LOC|TJK]] [[Emomali Rahmon|PER|emomali-rahmon]] bertemu di [[Moskwa|LOC|moscow]]. "
        "[[Japarov|PER|sadyr-japarov]] berkata kepada [[Rahmon|PER|emomali-rahmon]]. Menlu [[Retno|PER|retno-marsudi]] "
        "dan [[Retno Marsudi|PER|retno-marsudi]] sama. [[[Kyodo|ORG|kyodo]]]"
    )
    assert all(ent._.link_score > 0.5 for ent in doc.ents)
