"""Wires' own formats: headline, dateline, paragraphs, date, language and ID come from their own fields."""

import datetime
import json
import time
from pathlib import Path

import pytest

from kawat.batch.reading import Item, read_items
from kawat.batch.wires.markup import html_paragraphs

FORMATS = sorted(path for parent in Path(__file__).parents for path in parent.glob("shared/data/formats/*_sample.xml"))

NITF = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.6/specification/dtd/nitf-3-6.dtd">
<nitf baselang="id">
  <head><title>Putin telepon Tokayev</title>
    <docdata><date.issue norm="20220107T090004"/><doc-id id-string="ANT-1" regsrc="ANTARA"/></docdata>
  </head>
  <body>
    <body.head><hedline><hl1>Putin telepon <em>Tokayev</em></hl1></hedline>
      <dateline>Moskow (ANTARA) -</dateline></body.head>
    <body.content>
      <p>Presiden Rusia
         <person>Vladimir Putin</person> menelepon Tokayev &amp; Lukashenko.</p>
      <hl2>Mandat CSTO</hl2>
      <p/>
      <media media-type="image"><media-caption>Putin di Kremlin.</media-caption></media>
      <p>“Situasi terkendali,” kata Kremlin.</p>
    </body.content>
  </body>
</nitf>"""
NITF_TEXT = (
    "Moskow (ANTARA) – Presiden Rusia Vladimir Putin menelepon Tokayev & Lukashenko.\n"
    "Mandat CSTO\n“Situasi terkendali,” kata Kremlin."
)

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
  <packageItem guid="urn:paket:1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta></packageItem>
  <newsItem guid="urn:foto:1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
  <newsItem guid="urn:berita:1" xml:lang="en">
    <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:ANTARA"/>
      <versionCreated>2022-01-08T20:57:43+07:00</versionCreated></itemMeta>
    <contentMeta><contentCreated>2022-01-07T20:57:43+07:00</contentCreated><language tag="id"/>
      <headline>Putin telepon Tokayev</headline><dateline>MOSKOW, Jumat (Reuters)</dateline></contentMeta>
    <contentSet><inlineXML contenttype="text/html"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
      <body><h1>Putin telepon Tokayev</h1><p>Putin menelepon <a href="#">Tokayev</a>.</p>
      <figure><figcaption>Kremlin.</figcaption></figure><p>Kremlin<br/>menegaskan.</p></body></html></inlineXML></contentSet>
  </newsItem>
  <newsItem guid="urn:berita:2"><contentMeta><headline>Dua</headline></contentMeta>
    <contentSet><inlineData contenttype="text/plain">Baris satu.
      Baris dua.</inlineData></contentSet></newsItem>
</itemSet></newsMessage>"""

NEWSML_1 = """<?xml version="1.0"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20210516T080625Z</DateAndTime></NewsEnvelope>
<NewsItem xml:lang="id"><Identification><NewsIdentifier>
<ProviderId>afp.com</ProviderId><DateId>20210516T080625Z</DateId>
<PublicIdentifier>urn:newsml:afp.com:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><ThisRevisionCreated>20210516T080625+0000</ThisRevisionCreated></NewsManagement>
<NewsComponent><NewsLines>
<DateLine>Gaza, 16 Mei 2021 (AFP) -</DateLine><HeadLine>Israel serang Gaza</HeadLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="id"/></DescriptiveMetadata>
<ContentItem><DataContent><nitf><body><body.content><p>Tentara Israel menyerang Gaza.</p><p>Hamas membalas.</p>
</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""

NINJS = {
    "uri": "urn:ntb:1",
    "versionCreated": "2021-05-26T13:40:18+02:00",
    "language": "id",
    "copyrightHolder": "ANTARA",
    "headlines": [{"role": "main", "value": "Putin telepon Tokayev"}],
    "bodies": [
        {"contentType": "text/plain", "value": "Putin menelepon. Kremlin diam."},
        {
            "contentType": "text/html",
            "value": "<h1>Putin telepon Tokayev</h1><p>Putin&nbsp;menelepon.</p><p>Kremlin diam.</p>",
        },
    ],
}


def read(tmp_path: Path, name: str, content: str | bytes) -> list[Item]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_items(path, {}))


def test_nitf(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "a.xml", NITF)
    dispatch = item.dispatch
    assert dispatch
    assert dispatch.text == NITF_TEXT
    assert (dispatch.id, dispatch.title, dispatch.date) == ("ANT-1", "Putin telepon Tokayev", datetime.date(2022, 1, 7))
    assert (dispatch.language, dispatch.source) == ("id", "ANTARA")
    assert dispatch.extra == {"dateline": "Moskow (ANTARA) -"}


def test_newsml_g2_has_its_texts_without_pictures_and_packages(tmp_path: Path) -> None:
    one, two = (item.dispatch for item in read(tmp_path, "a.xml", G2))
    assert one
    assert two
    assert one.text == "MOSKOW, Jumat (Reuters) – Putin menelepon Tokayev.\nKremlin\nmenegaskan."
    assert (one.id, one.title, one.date) == ("urn:berita:1", "Putin telepon Tokayev", datetime.date(2022, 1, 7))
    assert (one.language, one.source) == ("id", "nprov:ANTARA")
    assert (two.id, two.text) == ("urn:berita:2", "Baris satu.\nBaris dua.")


def test_newsml_1(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "a.xml", NEWSML_1)
    dispatch = item.dispatch
    assert dispatch
    assert dispatch.text == "Gaza, 16 Mei 2021 (AFP) – Tentara Israel menyerang Gaza.\nHamas membalas."
    assert (dispatch.id, dispatch.title, dispatch.language) == ("urn:newsml:afp.com:1", "Israel serang Gaza", "id")
    assert (dispatch.date, dispatch.source) == (datetime.date(2021, 5, 16), "AFP")


@pytest.mark.parametrize("several", [False, True])
def test_ninjs(tmp_path: Path, several: bool) -> None:
    item, *more = read(tmp_path, "a.json", json.dumps([NINJS, NINJS] if several else NINJS))
    assert len(more) == several
    dispatch = item.dispatch
    assert dispatch
    assert dispatch.text == "Putin menelepon.\nKremlin diam."
    assert (dispatch.id, dispatch.title, dispatch.date) == (
        "urn:ntb:1",
        "Putin telepon Tokayev",
        datetime.date(2021, 5, 26),
    )
    assert (dispatch.language, dispatch.source, dispatch.extra["ninjs"]) == ("id", "ANTARA", NINJS)


def test_ninjs_of_version_1_has_its_body_elsewhere(tmp_path: Path) -> None:
    old = {"uri": "urn:x", "headline": "Telepon", "body_text": "Putin menelepon.\n\nKremlin diam.", "body_xhtml": ""}
    (item,) = read(tmp_path, "a.json", json.dumps(old))
    assert item.dispatch
    assert (item.dispatch.text, item.dispatch.title) == ("Putin menelepon.\nKremlin diam.", "Telepon")


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.name)
def test_the_samples_of_agencies_are_read(path: Path) -> None:
    (item,) = read_items(path, {})
    assert item.dispatch, item.reason
    assert item.dispatch.title
    assert item.dispatch.date
    assert item.dispatch.language in ("nb-NO", "sv", "en")
    assert len(item.dispatch.text.splitlines()) > 4
    assert "<" not in item.dispatch.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "a.xml",
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><nitf>&x;</nitf>',
            "XML with entities of its own",
        ),
        (
            "a.xml",
            '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><nitf>&y;</nitf>',
            "XML with entities of its own",
        ),
        ("a.xml", NITF[:-9], "not XML (unclosed token: line 18, column 2); send it again whole"),
        ("a.xml", "<?xml version='1.0' encoding='klingon'?><nitf/>", "not XML (unknown encoding"),
        ("a.xml", "<rss/>", "<rss> is no news; expected NewsML-G2, NewsML 1.2 or NITF"),
        ("a.xml", "<newsMessage/>", "<newsmessage> without a news item of text; there is nothing to annotate"),
        ("a.xml", "<newsItem guid='x'/>", "a news item without content; there is nothing to annotate"),
        ("a.xml", "<nitf><body/></nitf>", "a news item without text; a picture's or a package's has none"),
        ("a.xml", NITF.replace("20220107T090004", "kemarin"), "date 'kemarin'; write it as 2022-01-07"),
        ("a.xml", NITF.replace("20220107T090004", "20221307"), "date '20221307'; write it as 2022-01-07"),
        (
            "a.xml",
            "<newsMessage>" + "<newsItem>" * 50_000 + "</newsItem>" * 50_000 + "</newsMessage>",
            "news items nested more than 10 deep; send each on its own",
        ),
        ("a.json", json.dumps({"uri": "x", "body_html": "<![ <p>Putin</p>"}), "not HTML (expected name token"),
        ("a.json", "{", "not JSON (Expecting property name"),
        ("a.json", "[" * 100_000, "not JSON (maximum recursion depth exceeded"),
        ("a.json", "[7]", "7 is no ninjs item; expected an object with a `uri`"),
        ("a.json", '{"uri": "x", "bodies": [7]}', "not ninjs ('int' object has no attribute 'get'); see the schema"),
    ],
)
def test_what_is_no_news_is_rejected(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (item,) = read(tmp_path, name, content)
    assert item.reason.startswith(reason)


def test_xml_however_deep_is_read(tmp_path: Path) -> None:
    deep = "<em>" * 5_000 + "Putin" + "</em>" * 5_000
    (item,) = read(tmp_path, "a.xml", f"<nitf><body><body.content><p>{deep}</p></body.content></body></nitf>")
    assert item.dispatch
    assert item.dispatch.text == "Putin"


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>Putin</p> <!-- Tokayev", ["Putin"]),
        ("<!-- a --> Putin <!-- b --> &amp; <b>Tokayev</b> <!-- > c", ["Putin & Tokayev"]),
        ("<p>Putin</p>3 < 4 &amp; <b", ["Putin", "3 < 4 & <b"]),
    ],
)
def test_markup_that_never_ends_is_no_paragraph_but_text_is(html: str, paragraphs: list[str]) -> None:
    assert html_paragraphs(html) == paragraphs


@pytest.mark.parametrize("unit", ["<a ", "<!--", "<a b='", "</", "<script>", '<a b="c"'])
def test_long_broken_markup_is_read_in_time(unit: str) -> None:
    """The parser of the standard library would take minutes."""
    began = time.process_time()
    html_paragraphs(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 5
