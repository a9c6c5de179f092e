"""XML and HTML bodies to paragraphs of plain text."""

from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

from kawat.errors import KawatError

_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "hl2", "li", "dt", "dd", "blockquote", "pre", "br")
_BLOCKS = frozenset((*_PARAGRAPHS, "td", "th", "tr", "div", "section", "article"))
_SILENT = frozenset(("head", "title", "script", "style", "figure", "figcaption", "media", "nav", "aside", "template"))


def name(element: Element) -> str:
    """The element's name in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def find(element: Element, *path: str) -> Element | None:
    """The first element below that `path` leads to: each name somewhere below the one before."""
    return next(find_all(element, *path), None)


def first(*elements: Element | None) -> Element | None:
    """The first that is there: an element without children is false, so `or` will not do."""
    return next((element for element in elements if element is not None), None)


def find_all(element: Element, *path: str) -> Iterator[Element]:
    """All elements below that `path` leads to, in the order of the document."""
    first, *rest = path
    for below in element.iter():
        if below is not element and name(below) == first:
            if rest:
                yield from find_all(below, *rest)
            else:
                yield below


def text_of(element: Element | None) -> str | None:
    """All text inside, its white space folded; None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


class Paragraphs(HTMLParser):
    """Gathers the paragraphs of markup, pictures and their captions left out. Feed it HTML, or an `Element`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[list[str]] = [[]]
        self._silent = 0

    @property
    def found(self) -> list[str]:
        """The paragraphs that are not blank, white space folded."""
        return [text for text in (" ".join("".join(words).split()) for words in self._found) if text]

    def walk(self, element: Element) -> None:
        """Feed an element with all that is in it, however deep."""
        stack: list[tuple[Element, Iterator[Element]]] = [(element, iter(element))]
        self._enter(element)
        while stack:
            parent, children = stack[-1]
            child = next(children, None)
            if child is not None:
                self._enter(child)
                stack.append((child, iter(child)))
            else:
                stack.pop()
                self.handle_endtag(name(parent))
                if stack:
                    self.handle_data(parent.tail or "")

    def _enter(self, element: Element) -> None:
        self.handle_starttag(name(element), [])
        self.handle_data(element.text or "")

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._break(tag)
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        self._silent = max(0, self._silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._found[-1].append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._found.append([])


def html_paragraphs(html: str) -> list[str]:
    """The paragraphs of an HTML body, or of plain text (a line each). Raises KawatError for what is no HTML.

    A comment that never ends is left out, and a tag that never ends is text: the parser would look for the end of each
    again and again, for hours in a long text.
    """
    opened = html.find("<!--", html.rfind("-->") + 1)
    html = html if opened < 0 else html[:opened]
    markup, end, rest = html.rpartition(">")
    gathered = Paragraphs()
    try:
        gathered.feed(markup + end)
        gathered.close()
    except AssertionError as error:  # what the parser raises for a broken `<![`
        raise KawatError(f"not HTML ({error}); send it again whole") from None
    gathered.handle_data(unescape(rest))
    return gathered.found


def xml_paragraphs(element: Element | None) -> list[str]:
    """The paragraphs of an XML or XHTML body."""
    if element is None:
        return []
    gathered = Paragraphs()
    gathered.walk(element)
    return gathered.found
