"""The layout of the knowledge base's SQLite file, shared by the one that writes it and the one that reads it.

It is made small (a row of `alias` is some 25 bytes) and is read in four ways:

- by name: `spelling` leads from a hash of the spelling key to the aliases; the reader compares the keys themselves.
- by prefix: aliases are numbered in the order of their keys, so that a search in `alias` by halves finds any prefix.
- by likeness: `gram` (FTS5, trigrams, no content) holds the first alias of each key, `gram_count` how often each
  trigram occurs, so that a look-up starts from the rare ones.
- by a whole text's words: `gazetteer` holds one value, the hashes of all names, see gazetteer.py.
"""

from zlib import crc32

APPLICATION_ID = 0x4B415754  # "KAWT", so that `file` and the reader can tell it from any other SQLite file
SCHEMA = 3

# An alias's text is NULL where it is the entity's own name: the first two kinds.
KINDS = ("name", "name", "alias", "acronym", "short")
NAME_ID, NAME_EN, ALIAS, ACRONYM, SHORT = range(5)

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entity (
    n INTEGER PRIMARY KEY,  -- the best known first
    id TEXT,
    label INTEGER,          -- place in LABELS
    name_id TEXT,
    name_en TEXT,           -- NULL: the same as name_id
    wikidata TEXT,          -- NULL: none, '': the same as id
    country TEXT,
    prior INTEGER,          -- thousandths
    offices TEXT,           -- as in the text facts
    relations TEXT,         -- in the same way: team@real-madrid:2013-2022
    source INTEGER,         -- place in meta's sources
    aliases BLOB            -- numbers of its aliases, the names first: 4 bytes each, little-endian
);
CREATE TABLE alias (
    n INTEGER PRIMARY KEY,  -- in the order of the normalised text
    entity INTEGER,
    kind INTEGER,           -- place in KINDS
    prior INTEGER,          -- thousandths: P(entity | alias)
    text TEXT
);
CREATE TABLE spelling (hash INTEGER, alias INTEGER, PRIMARY KEY (hash, alias)) WITHOUT ROWID;
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID;
CREATE TABLE gazetteer (content BLOB);
CREATE TABLE gram_count (gram TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5 (key, tokenize = 'trigram', content = '', columnsize = 0, detail = 'none');
"""

# Made after the rows are in.
INDEXES = "CREATE UNIQUE INDEX entity_id ON entity (id);"


def spelling_hash(key: str) -> int:
    """The 31 bits of a spelling key under which `spelling` files it."""
    return crc32(key.encode()) & 0x7FFFFFFF
