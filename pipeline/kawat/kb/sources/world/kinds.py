"""From what Wikidata calls a thing (the label of its P31) to PER, ORG, LOC, or none of them."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_PERSON = "human"

# What is none of the three is looked for first: its kind often holds the word for one of them, as "television series",
# "international border" and "association football season" do. Then bodies ("city council"), then places ("city").
_NEITHER = r"""
    film, album, song, single, series, fictional, character, language, dialect, script, book, novel, poem, play, opera,
    sitcom, manga, anime, genre, award, ceremony, event, election, season, tournament edition, championship, games, war,
    battle, siege, conflict, massacre, attack, treaty, law, constitution, border, boundary, relation, position,
    (?:public|elective|elected|political) office,
    occupation, profession, rank, title, degree, discipline, major, specialty, branch of, concept, term, class, model,
    aircraft, ship, vessel, automobile, motorcycle, rifle, weapon, vehicle, locomotive, rocket, spacecraft, asteroid,
    planet, star, galaxy, chemical, compound, protein, gene, taxon, species, breed, disease, drug, medication, food,
    dish, drink, given name, family name, surname, ethnic group, religion, deity, mythical, biblical, prayer, psalm,
    software, operating system, programming, application, video game(?! developer| publisher), format, standard,
    unit of, currency, calendar, holiday, day, month, period, century, era, theorem, number, equation, Wikimedia, list,
    category, template, portal, painting, sculpture, musical composition, literary work, written work, text, flag,
    anthem, coat of arms, medal, order, decoration, time zone, constituency, congressional district,
    electoral district, legislative term, cabinet, study, research project, process, activity, industry, sport,
    database, license, algorithm, property, phenomenon, disaster, accident, earthquake, storm, hurricane, crime, trial,
    program, programme, podcast, organ, anatomical, metaclass, census, thesis, road race, faculty, academic department
"""
_BODY = r"""
    universit(?:y|ies), college, school, academy, institut(?:e|ions?), seminary, conservatory, company, business,
    enterprise, corporation, conglomerate, subsidiary, manufacturer, developer, publisher, publishing house, brewery,
    retailer, chain, airline, bank, insurer, stock exchange, fund, organi[sz]ation, agency, ministry, department of,
    executive branch, government, parliament, legislature, senate, lower house, upper house, house of representatives,
    council, assembly, court, commission, committee, authority, bureau, police, army, navy, air force, armed forces,
    military (?:unit|branch|alliance), militia, paramilitary, regiment, party, association, federation, confederation,
    union, alliance, society, foundation, charity, think tank, club, team, band, musical group, girl group, boy band,
    duo, orchestra, choir, ensemble, label, studio, newspaper, magazine, journal, periodical, broadcaster,
    (?:television|radio) (?:station|channel|network), specialty channel, network, website, social media, search engine,
    brand, embassy, laborator(?:y|ies), research cent(?:er|re), library, archives?, hospital, denomination,
    trade union, intelligence, service, startup, shipyard, governing body, lobby, diocese, archdiocese
"""
_PLACE = r"""
    country, state, nation, republic, kingdom, empire, sultanate, emirate, principality, duchy, caliphate, colony,
    dominion, territory, dependency, protectorate, capital, cit(?:y|ies), town, village, municip\w+, commune, comune,
    settlement, suburb, neighbou?rhood, borough, hamlet, locality, place, community, count(?:y|ies), province, region,
    district, prefecture, department, governorate, oblast, krai, okrug, raion, canton, parish, regency, powiat,
    voivodeship, subdivision, unit, division, area, zone, seat, islands?, archipelago, atoll, islet, reef, cape,
    headland, peninsula, continent, river, stream, lake, reservoir, sea, ocean, bay, gulf, strait, channel, fjord,
    canal, lagoon, waterfall, glacier, mountain, mount, hill, (?:strato)?volcano, peak, ridge, range, pass, valley,
    plain, plateau, desert, forest, park, nature reserve, landform, basin, delta, coast, beach, cliff, cave, street,
    road, avenue, motorway, highway, bridge, tunnel, railway, metro, line, station, airport, aerodrome, airbase, base,
    port, harbou?r, dam, building, skyscraper, tower, house, palace, castle, fort, fortress, monument, memorial,
    cemetery, mosque, church, cathedral, temple, synagogue, monastery, abbey, stadium, arena, venue, theat(?:er|re),
    museum, gallery, hotel, mall, shopping cent(?:er|re), structure, square, prison, power (?:plant|station),
    observatory, zoo, garden, circuit, site, attraction, hemisphere, camp, barracks, market, facility, location, entity,
    land
"""


def _pattern(words: str) -> re.Pattern[str]:
    alternatives = "|".join(word.strip() for word in words.split(","))
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


_KINDS = [("-", _pattern(_NEITHER)), ("ORG", _pattern(_BODY)), ("LOC", _pattern(_PLACE))]


@lru_cache(maxsize=1 << 14)
def _label(kind: str) -> str:
    return next((label for label, words in _KINDS if words.search(kind)), "")


def label_of(kinds: Iterable[str]) -> str:
    """PER, ORG or LOC as most of a thing's kinds have it; "-" if they are something else; "" if they say nothing.

    A human is a human, whatever else is said.
    """
    kinds = list(kinds)
    if _PERSON in kinds:
        return "PER"
    votes = Counter(label for kind in kinds if (label := _label(kind)))
    return max(("ORG", "LOC", "-"), key=votes.__getitem__) if votes else ""
