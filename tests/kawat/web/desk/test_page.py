"""The page in a real Chromium: annotate, correct, save, reload; by mouse, and by keyboard alone."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from spacy.language import Language

from kawat.dispatch import Dispatch
from kawat.kb.store import KnowledgeBase
from kawat.record import Record
from kawat_eval.check import check

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Serve

Window = Callable[[str], "Page"]

DISPATCH = (
    "MOSKOW, Presiden Rusia Vladimir Putin bertemu Tokayev di Kremlin.\n"
    "Putin mengatakan Kazakhstan anggota CSTO, kata juru bicara Budi Santoso."
)


def annotate(page: "Page", text: str, id: str = "putin") -> None:
    page.fill("#dispatch-id", id)
    page.fill("#dispatch-text", text)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#text:not(:empty)")
    page.wait_for_selector("#status:has-text('mentions'), #status:has-text('saved it')")


def marks(page: "Page") -> list[tuple[str, str]]:
    """The mentions as the page shows them: text, and ID or label."""
    found = page.eval_on_selector_all("#text mark", "marks => marks.map(m => [m.textContent, m.dataset.link])")
    return [(text, link) for text, link in found]


def press(page: "Page", keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def saved(page: "Page") -> None:
    page.wait_for_selector("#status:has-text('saved: ')")


def test_annotate_correct_save_reload(serve: "Serve", window: Window, tmp_path: Path) -> None:
    page = window(serve(tmp_path))
    annotate(page, DISPATCH)
    assert page.text_content("#text") == DISPATCH
    assert marks(page)[:3] == [("MOSKOW", "moscow"), ("Rusia", "RUS"), ("Vladimir Putin", "vladimir-putin")]
    press(page, "ArrowRight ArrowRight { x u s")  # `Rusia Vladimir Putin` swallows Rusia; gone, and back again
    saved(page)
    page.reload()
    page.wait_for_selector("mark")
    assert marks(page)[:2] == [("MOSKOW", "moscow"), ("Rusia Vladimir Putin", "vladimir-putin")]
    assert (
        (tmp_path / "gold" / "desk" / "putin.txt")
        .read_text(encoding="utf-8")
        .startswith(
            "[[MOSKOW|LOC|moscow]], Presiden [[Rusia Vladimir Putin|PER|vladimir-putin]] bertemu [[Tokayev|PER|"
        )
    )


@pytest.mark.slow
def test_the_mouse_corrects_everything_too(serve: "Serve", window: Window, tmp_path: Path) -> None:
    page = window(serve(tmp_path))
    annotate(page, DISPATCH)
    page.click("mark:has-text('Kremlin')")
    page.click("[data-label=LOC]")
    page.click("[data-span=widenStart]")
    page.fill("#link", "Moskow")
    page.click("#hits li:has-text('moscow')")
    assert ("di Kremlin", "moscow") in marks(page)
    page.click("mark:has-text('CSTO')")
    page.click("#unlink")
    page.click("mark:has-text('Budi Santoso')")
    page.click("#delete")
    page.click("#undo")
    page.click("#redo")
    select(page, "juru", "bicara")
    page.click("[data-add=PER]")
    page.click("#save")
    saved(page)
    lines = (tmp_path / "gold" / "desk" / "putin.txt").read_text(encoding="utf-8").splitlines()
    assert "[[di Kremlin|LOC|moscow]]." in lines[0]
    assert lines[1].endswith("anggota [[CSTO|ORG|NIL]], kata [[juru bicara|PER|NIL]] Budi Santoso.")


def select(page: "Page", first: str, last: str) -> None:
    """Drags the mouse over two words of the text."""
    place = """([word, end]) => {
        const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, end ? at + word.length - 1 : at);
            range.setEnd(walker.currentNode, end ? at + word.length : at + 1);
            const box = range.getBoundingClientRect();
            return [end ? box.right - 1 : box.left + 1, box.top + box.height / 2];
        }
    }"""
    for word, end in ((first, False), (last, True)):
        x, y = page.evaluate(place, [word, end])
        page.mouse.move(x, y, steps=5)
        page.mouse.down() if not end else page.mouse.up()


@pytest.mark.slow
def test_a_newcomer_corrects_ten_mentions_in_two_minutes_by_keyboard_alone(
    serve: "Serve", window: Window, tmp_path: Path, world_kb: Path, sample: str, nlp: Language
) -> None:
    """Two keys a second is slow for anyone; at that pace all of it must fit into two minutes."""
    page = window(serve(tmp_path))
    began = time.perf_counter()
    pressed = 0

    def keys(names: str) -> None:
        nonlocal pressed
        press(page, names)
        pressed += len(names.split())

    annotate(page, sample, "csto")
    keys("? Escape")
    keys("ArrowRight n")  # 1 CSTO is unlinked
    keys("ArrowRight o")  # 2 MOSKOW is an organization here
    keys("ArrowRight {")  # 3 Presiden Rusia
    keys("ArrowRight [")  # 4 Vladimir
    keys("ArrowRight }")  # 5 Perjanjian Keamanan Kolektif
    keys("ArrowRight x")  # 6 CSTO is gone
    keys("Enter")  # 7 the next, Kazakhstan, is Moscow
    page.keyboard.type("Moskow", delay=30)
    pressed += len("Moskow")
    keys("Enter")
    page.wait_for_selector("mark[aria-current=true][data-link=moscow]")
    keys("ArrowRight p l u")  # 8 Kremlin is a person, and no place
    keys("ArrowRight a ArrowRight Shift+ArrowRight o")  # 9 added after Kremlin
    keys("a ArrowRight ArrowRight l")  # 10 added after that
    keys("s")
    saved(page)
    seconds = time.perf_counter() - began
    found = {(ent.start_char, ent.end_char, ent.label_, ent.kb_id_) for ent in nlp(sample).ents}
    checked = check(tmp_path / "gold" / "desk", KnowledgeBase.open(world_kb))
    print(f"\n{pressed} keys, {seconds:.1f} s by script, {pressed / 2:.0f} s at two keys a second")
    assert checked.problems == []
    (document,) = checked.documents
    gold = {(m.start, m.end, m.label, "/".join(m.ids or ())) for m in document.mentions}
    assert len(gold - found) == 9
    assert sum(not any(start < m.end and m.start < end for m in document.mentions) for start, end, *_ in found) == 1
    assert pressed / 2 < 120
    assert seconds < 120


@pytest.mark.slow
def test_what_looks_like_markup_is_text(serve: "Serve", window: Window, tmp_path: Path) -> None:
    hostile = 'Putin <img src=x onerror="document.title=1"> & <script>document.title=1</script> "\'` Kremlin 😀 CSTO'
    page = window(serve(tmp_path))
    annotate(page, hostile, "<b>x</b>")
    assert page.text_content("#text") == hostile
    assert [text for text, _ in marks(page)] == ["Putin", "Kremlin", "CSTO"]
    assert page.locator("#text img, #text script, #title b").count() == 0
    press(page, "a ArrowRight ArrowRight Shift+ArrowDown p")
    page.hover("mark >> nth=0")
    press(page, "s")
    saved(page)
    page.reload()
    page.wait_for_selector("mark")
    page.click("#tab-saved")
    assert page.text_content("#text") == hostile
    assert page.title().endswith("Kawat desk")
    assert page.locator("aside img, nav img, main img").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("choice", ["merge", "mine", "theirs", "edit"])
def test_who_saves_second_sees_both_and_loses_nothing(
    serve: "Serve", window: Window, tmp_path: Path, choice: str
) -> None:
    address = serve(tmp_path)
    first, second = window(address), window(address)
    for page in (first, second):
        annotate(page, DISPATCH)
    press(first, "x s")  # MOSKOW goes
    saved(first)
    press(second, "End x s")  # CSTO or Budi Santoso goes
    second.wait_for_selector("#conflict[open]")
    theirs, path = marks(first), tmp_path / "gold" / "desk" / "putin.txt"
    assert "MOSKOW · LOC · moscow" in second.inner_text("#differences")
    there = path.read_text(encoding="utf-8")
    if choice == "edit":
        press(second, "Escape")
        assert path.read_text(encoding="utf-8") == there
        assert marks(second)[0] == ("MOSKOW", "moscow")
        return
    second.click(f"#conflict button[value={choice}]")
    if choice == "theirs":
        second.wait_for_selector("#status:has-text('theirs is open')")
        assert marks(second) == theirs
        press(second, "u")
        assert marks(second)[0] == ("MOSKOW", "moscow")
        assert path.read_text(encoding="utf-8") == there
        return
    saved(second)
    names = [text for text, _ in marks(second)]
    assert names[0] == "MOSKOW"
    assert (names[-1] == theirs[-1][0]) is (choice == "merge")
    press(second, "u")
    assert marks(second) == theirs


@pytest.mark.slow
def test_an_entity_that_the_knowledge_base_lacks_is_added_and_linked(
    serve: "Serve", window: Window, tmp_path: Path, facts: Path
) -> None:
    page = window(serve(tmp_path, facts))
    annotate(page, DISPATCH)
    page.click("mark:has-text('Budi Santoso')")
    page.focus("mark[aria-current=true]")
    press(page, "e")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark[data-link=budi-santoso]")
    press(page, "s")
    saved(page)
    assert "budi-santoso\tPER\tBudi Santoso" in (facts / "persons.tsv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_card_shows_entity_score_and_candidates_by_mouse_and_by_focus(
    serve: "Serve", window: Window, tmp_path: Path
) -> None:
    page = window(serve(tmp_path))
    annotate(page, DISPATCH)
    for show in (
        lambda: page.hover("mark:has-text('Tokayev')"),
        lambda: press(page, "ArrowRight ArrowRight ArrowRight"),
    ):
        show()
        page.wait_for_selector("#card:visible li:has-text('kassym-jomart-tokayev')")
        assert "Kassym-Jomart Tokayev" in page.inner_text("#card")
        assert "link " in page.inner_text("#card")
        assert re.search(r"kassym-jomart-tokayev [01]\.\d\d", page.inner_text("#card li >> nth=0"))
        page.mouse.move(0, 0)


@pytest.mark.slow
def test_every_control_has_a_name_and_the_help_is_reached_by_key(
    serve: "Serve", window: Window, tmp_path: Path
) -> None:
    page = window(serve(tmp_path))
    annotate(page, DISPATCH)
    nameless = """() => [...document.querySelectorAll("button, input, select, textarea, [role=listbox], dialog, mark")]
        .filter(node => !(node.getAttribute("aria-label") || node.getAttribute("aria-labelledby") || node.labels?.length
            || (node.tagName === "BUTTON" && node.textContent.trim()))).map(node => node.outerHTML)"""
    assert page.evaluate(nameless) == []
    press(page, "?")
    page.wait_for_selector("#help[open]")
    press(page, "Escape")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert (page.evaluate("document.activeElement.tagName"), outline) == ("MARK", "solid")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(serve: "Serve", window: Window, tmp_path: Path, scheme: str) -> None:
    """Contrast of at least 4.5 (WCAG 2.2, 1.4.3), of marks and what stands around them."""
    page = window(serve(tmp_path))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    annotate(page, DISPATCH)
    colors = """() => {
        const seen = "mark, #status, #hits small, .id, button:not(:disabled), .note";
        const clear = (node) => getComputedStyle(node).backgroundColor === "rgba(0, 0, 0, 0)";
        return [...document.querySelectorAll(seen)].map(node => {
            let ground = node;
            while (clear(ground) && ground.parentElement) ground = ground.parentElement;
            const own = getComputedStyle(node).color, after = getComputedStyle(node, "::after");
            return [node.outerHTML, own, after.content === "none" ? own : after.color,
                getComputedStyle(ground).backgroundColor];
        });
    }"""
    for node, *texts, ground in page.evaluate(colors):
        for text in texts:
            assert contrast(text, ground) >= 4.5, (node, text, ground)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    channels = [int(value) / 255 for value in json.loads(f"[{color[color.index('(') + 1 : -1]}]")[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.slow
def test_batch_output_is_searched_by_entity_and_corrected_from_the_queue(
    serve: "Serve", window: Window, tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    texts = {"a": "Putin di Moskow.", "b": "Tokayev di Kazakhstan <b>.", "c": "Vladimir Putin menelepon Tokayev."}
    records = [asdict(Record.from_doc(nlp(text), Dispatch(id=id, text=text))) for id, text in texts.items()]
    for one, score in zip(records, (0.9, 0.4, 0.7), strict=True):
        one["mentions"] = [mention | {"score": score} for mention in one["mentions"]]
    lines = "".join(json.dumps(one) + "\n" for one in records)
    (tmp_path / "part-00000.jsonl").write_text(lines, encoding="utf-8")
    page = window(serve(tmp_path))
    page.click("#tab-browse")
    page.fill("#browse-name", "putin")
    page.click("#browse-entities button:has-text('vladimir-putin')")
    page.wait_for_selector("#browse-count:has-text('2 records name Vladimir Putin')")
    page.click("#browse-documents button:has-text('menelepon')")
    page.wait_for_selector("mark:has-text('Tokayev')")
    page.click("#tab-queue")
    opening = "#queue-documents li:nth-child({}) button"
    assert [page.inner_text(opening.format(n)).splitlines()[0] for n in (1, 2, 3)] == [*map(texts.get, "bca")]
    page.focus("mark[aria-current=true]")
    press(page, "d")
    page.wait_for_selector("#title:text-is('b')")
    press(page, "s")
    page.wait_for_selector("#queue-documents li:nth-child(2):last-child")
    press(page, "d")
    page.wait_for_selector("#title:text-is('c')")


@pytest.mark.slow
def test_two_annotators_see_how_far_they_agree(serve: "Serve", window: Window, tmp_path: Path) -> None:
    page = window(serve(tmp_path))
    annotate(page, DISPATCH)
    press(page, "s")
    saved(page)
    page.fill("#annotator", "budi")
    page.keyboard.press("Tab")
    page.focus("mark[aria-current=true]")
    press(page, "o s")
    page.wait_for_selector("#status:has-text('saved: budi/')")
    page.click("#tab-saved")
    page.wait_for_selector("#agreement-table:has-text('Cohen')")
    assert "Names, span F1\t0.889" in page.inner_text("#agreement-table")
    assert page.inner_text("#agreement-differing") == "differs: putin"
