"""NewsML-G2, NewsML 1.2 and NITF: XML is told apart by its root, and read without entities or anything external."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError

from kawat.batch.wires.item import make
from kawat.batch.wires.markup import find, find_all, first, html_paragraphs, name, text_of, xml_paragraphs
from kawat.dispatch import Dispatch
from kawat.errors import KawatError

_DEEPEST = 10  # news items inside each other
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xml(data: bytes, default_id: str) -> Iterator[Dispatch | KawatError]:
    """The dispatches of an XML file, or why an item of it is none; pictures and packages beside a text are passed over.

    Raises KawatError: not XML, XML with entities of its own, or of none of the formats.
    """
    root = _parsed(data)
    items = _ITEMS.get(name(root))
    if items is None:
        raise KawatError(f"<{name(root)}> is no news; expected NewsML-G2, NewsML 1.2 or NITF")
    found = list(items(root))
    if not found:
        raise KawatError(f"<{name(root)}> without a news item of text; there is nothing to annotate")
    for number, (item, reader) in enumerate(found, 1):
        try:
            yield reader(item, default_id if len(found) == 1 else f"{default_id}:{number}")
        except KawatError as error:
            yield error


def _parsed(data: bytes) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise KawatError(f"XML with entities of its own ({type(error).__name__}); take its DOCTYPE away") from None
    except (ParseError, ValueError, LookupError) as error:
        raise KawatError(f"not XML ({error}); send it again whole") from None
    _check_nesting(root)
    return root


def _check_nesting(root: Element) -> None:
    """Raises KawatError for items inside items inside items: each would be read with all that is in it."""
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        depth += name(element) == "newsitem"
        if depth > _DEEPEST:
            raise KawatError(f"news items nested more than {_DEEPEST} deep; send each on its own")
        stack.extend((child, depth) for child in element)


def read_newsml_g2(item: Element, default_id: str) -> Dispatch:
    """A `newsItem` of NewsML-G2, whose content is NITF, XHTML or plain text."""
    content = find(item, "contentset")
    if content is None:
        raise KawatError("a news item without content; there is nothing to annotate")
    body = first(find(content, "body.content"), find(content, "body"), find(content, "inlinexml"))
    paragraphs = xml_paragraphs(body)
    if not paragraphs:
        paragraphs = [line for part in find_all(content, "inlinedata") for line in _plain(part)]
    headline = text_of(find(item, "contentmeta", "headline")) or text_of(find(content, "hedline", "hl1"))
    return make(
        id=item.get("guid"),
        default_id=default_id,
        headline=headline,
        dateline=text_of(find(item, "contentmeta", "dateline")) or text_of(find(content, "body.head", "dateline")),
        paragraphs=without(headline, paragraphs),
        date=text_of(find(item, "contentmeta", "contentcreated")) or text_of(find(item, "itemmeta", "versioncreated")),
        language=_attribute(find(item, "contentmeta", "language"), "tag") or item.get(_LANGUAGE),
        source=_provider(item),
    )


def read_nitf(item: Element, default_id: str) -> Dispatch:
    """An `nitf` document."""
    headline = text_of(find(item, "hedline", "hl1")) or text_of(find(item, "head", "title"))
    return make(
        id=_attribute(find(item, "doc-id"), "id-string"),
        default_id=default_id,
        headline=headline,
        dateline=text_of(find(item, "body.head", "dateline")),
        paragraphs=xml_paragraphs(find(item, "body.content")),
        date=_attribute(find(item, "date.issue"), "norm") or _attribute(find(item, "pubdata"), "date.publication"),
        language=item.get("baselang") or item.get(_LANGUAGE),
        source=_attribute(find(item, "doc-id"), "regsrc") or text_of(find(item, "distributor")),
    )


def read_newsml_1(item: Element, default_id: str) -> Dispatch:
    """A `NewsItem` of NewsML 1.2: the first of its contents that holds text."""
    contents = (xml_paragraphs(first(find(part, "body.content"), part)) for part in find_all(item, "datacontent"))
    return make(
        id=text_of(find(item, "publicidentifier")),
        default_id=default_id,
        headline=text_of(find(item, "newslines", "headline")),
        dateline=text_of(find(item, "newslines", "dateline")),
        paragraphs=next(filter(None, contents), []),
        date=text_of(find(item, "thisrevisioncreated")) or text_of(find(item, "dateid")),
        language=_attribute(find(item, "descriptivemetadata", "language"), "FormalName") or item.get(_LANGUAGE),
        source=_attribute(find(item, "provider", "party"), "FormalName") or text_of(find(item, "providerid")),
    )


def without(headline: str | None, paragraphs: list[str]) -> list[str]:
    """The paragraphs less a first one that only repeats the headline."""
    return paragraphs[1:] if headline and paragraphs[:1] == [headline] else paragraphs


def _plain(element: Element) -> list[str]:
    text = element.text or ""
    if "html" in element.get("contenttype", ""):
        return html_paragraphs(text)
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _attribute(element: Element | None, key: str) -> str | None:
    return element.get(key) or None if element is not None else None


def _provider(item: Element) -> str | None:
    provider = find(item, "itemmeta", "provider")
    named = _attribute(provider, "qcode") or _attribute(provider, "uri")
    return text_of(find(provider, "name")) or named if provider is not None else None


Reader = Callable[[Element, str], Dispatch]


def _g2(root: Element) -> Iterator[tuple[Element, Reader]]:
    items = [root] if name(root) == "newsitem" else list(find_all(root, "newsitem"))
    texts = [item for item in items if (_attribute(find(item, "itemclass"), "qcode") or "text").endswith("text")]
    return ((item, read_newsml_g2) for item in texts)


def _newsml_1(root: Element) -> Iterator[tuple[Element, Reader]]:
    return ((item, read_newsml_1) for item in find_all(root, "newsitem"))


def _nitf(root: Element) -> Iterator[tuple[Element, Reader]]:
    return iter([(root, read_nitf)])


_ITEMS: dict[str, Callable[[Element], Iterator[tuple[Element, Reader]]]] = {
    "newsmessage": _g2,
    "newsitem": _g2,
    "newsml": _newsml_1,
    "nitf": _nitf,
}
