"""NIF as GERBIL sends it: mentions that came with a text are linked, those of a bare text found; Wikidata is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from kawat.record import EntityRow, Mention, Record
from kawat.web.nif import Context, read_nif, write_nif

# What GERBIL's NIF library writes of a document, as Jena lays it out.
PREFIXES = """@prefix rdf:   <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix xsd:   <http://www.w3.org/2001/XMLSchema#> .
@prefix nif:   <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
"""
URI = "http://www.aksw.org/gerbil/NifWebService/request_0"
TEXT = "😀 JAKARTA, Presiden Vladimir Putin dan Budi Santoso tiba."
CONTEXT = f"""
<{URI}#char=0,{len(TEXT)}>
        a               nif:RFC5147String , nif:String , nif:Context ;
        nif:beginIndex  "0"^^xsd:nonNegativeInteger ;
        nif:endIndex    "{len(TEXT)}"^^xsd:nonNegativeInteger ;
        nif:isString    "{TEXT}"^^xsd:string .
"""
TURTLE = "application/x-turtle"


def phrase(name, *, start=None, end=None, anchor=None):
    start = TEXT.index(name) if start is None else start
    end = start + len(name) if end is None else end
    return f"""
<{URI}#char={start},{end}>
        a                     nif:RFC5147String , nif:String ;
        nif:anchorOf          "{anchor or name}"^^xsd:string ;
        nif:beginIndex        "{start}"^^xsd:nonNegativeInteger ;
        nif:endIndex          "{end}"^^xsd:nonNegativeInteger ;
        nif:referenceContext  <{URI}#char=0,{len(TEXT)}> .
"""


def ask(client, document):
    answer = client.post("/nif", content=document.encode(), headers={"Content-Type": TURTLE, "Accept": TURTLE})
    assert (answer.status_code, answer.headers["content-type"]) == (200, TURTLE), answer.text
    return answer.content


def linked(content):
    """The mentions' IRIs and what each is linked to."""
    identity = NamedNode("http://www.w3.org/2005/11/its/rdf#taIdentRef")
    quads = parse(content, format=RdfFormat.TURTLE)
    return {q.subject.value.removeprefix(URI): q.object.value for q in quads if q.predicate == identity}


def test_a_bare_text_is_annotated(client):
    found = linked(ask(client, PREFIXES + CONTEXT))
    assert found["#char=20,34"] == "http://www.wikidata.org/entity/Q7747"
    assert found["#char=2,9"] == "http://www.wikidata.org/entity/Q3630"


def test_given_mentions_are_linked_and_no_others(client):
    answer = ask(client, PREFIXES + CONTEXT + phrase("Vladimir Putin") + phrase("Budi Santoso"))
    found = linked(answer)
    assert found.pop("#char=20,34") == "http://www.wikidata.org/entity/Q7747"
    [(name, nil)] = found.items()
    assert name == "#char=39,51"
    assert nil.startswith("http://aksw.org/notInWiki/")


def test_an_answer_is_nif_again(client):
    document = PREFIXES + CONTEXT + phrase("Putin") + phrase("Vladimir Putin")
    answer = ask(client, document)
    assert read_nif(answer) == read_nif(document.encode())


def test_mentions_that_overlap_are_all_linked(client):
    found = linked(ask(client, PREFIXES + CONTEXT + phrase("Vladimir Putin") + phrase("Putin")))
    assert found["#char=20,34"] == found["#char=29,34"] == "http://www.wikidata.org/entity/Q7747"


def test_sentences_are_no_mentions(client):
    sentence = phrase("Presiden Vladimir Putin").replace("nif:String ;", "nif:String , nif:Sentence ;")
    assert list(linked(ask(client, PREFIXES + CONTEXT + sentence + phrase("Putin")))) == ["#char=29,34"]


def test_white_space_at_a_mentions_edge_is_passed_over(client):
    found = linked(ask(client, PREFIXES + CONTEXT + phrase(" Vladimir Putin ")))
    assert found == {"#char=19,35": "http://www.wikidata.org/entity/Q7747"}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("Putin", "not Turtle"),
        ("", "no nif:Context"),
        (PREFIXES + CONTEXT + phrase("Putin", end=999), "29 to 999 is no name in"),
        (PREFIXES + CONTEXT + phrase("Putin", start=30), "30 to 35 is 'utin ', not 'Putin'; count code points"),
        (PREFIXES + CONTEXT.replace("isString", "is"), "0 values of"),
        (PREFIXES + "[] a nif:Context ; nif:isString 'a' .", "a blank node"),
        (PREFIXES + CONTEXT + phrase("Putin").replace('"29"', '"dua puluh"'), "'dua puluh' is no offset"),
    ],
)
def test_what_is_no_nif(client, document, told):
    answer = client.post("/nif", content=document.encode(), headers={"Content-Type": TURTLE})
    assert (answer.status_code, told in answer.json()["detail"]) == (400, True), answer.text


def test_another_content_type(client):
    answer = client.post("/nif", content=b"{}", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["detail"].endswith(f"send text/turtle or {TURTLE}")) == (415, True)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back_as_it_was(text):
    context = Context(f"{URI}#char=0,{len(text)}", text, ())
    mention = Mention(0, len(text), text, "PER", "", "PER:x", None, 0.5)
    row = EntityRow("PER:x", "", text, "PER", None, (0,))
    record = Record("", text, None, None, None, None, (mention,), (row,))
    [read] = read_nif(write_nif([context], [[record]]))
    assert (read.iri, read.text) == (context.iri, text)
    assert [(phrase.start, phrase.end) for phrase in read.phrases] == [(0, len(text))]
