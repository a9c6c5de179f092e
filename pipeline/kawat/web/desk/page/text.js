// The text with its mentions: drawing it, and finding places in it. `textContent` of the element is the text itself.

import { $, element } from "./dom.js";

// cursor: the code points of a mention that is being added, or null.
export function drawText(opened, selected, cursor) {
  const nodes = [];
  let at = 0;
  opened.mentions.forEach((mention, index) => {
    nodes.push(...pieces(opened, at, mention.start, cursor));
    nodes.push(mark(opened, mention, index, index === selected, cursor));
    at = mention.end;
  });
  nodes.push(...pieces(opened, at, opened.chars.length, cursor));
  $("text").replaceChildren(...nodes);
}

function mark(opened, mention, index, current, cursor) {
  const surface = opened.surface(mention);
  const link = mention.id || "NIL";
  return element("mark", {
    class: mention.id ? mention.label : `${mention.label} nil`,
    "data-index": index,
    "data-link": mention.id || mention.label,
    role: "button",
    tabindex: current ? 0 : -1,
    "aria-current": current ? "true" : null,
    "aria-label": `${surface}, ${mention.label}, ${link}`,
    "aria-describedby": current ? "card" : null,
  }, ...pieces(opened, mention.start, mention.end, cursor));
}

// Text nodes of [start, end), each of which knows where it begins; what the cursor covers stands apart.
function pieces(opened, start, end, cursor) {
  const cuts = cursor ? [cursor.start, cursor.end].filter((cut) => start < cut && cut < end) : [];
  const bounds = [start, ...cuts, end];
  const nodes = [];
  for (let i = 0; i + 1 < bounds.length; i++) {
    if (bounds[i] === bounds[i + 1]) continue;
    const node = document.createTextNode(opened.chars.slice(bounds[i], bounds[i + 1]).join(""));
    node.offset = bounds[i];
    const inside = cursor && cursor.start <= bounds[i] && bounds[i] < cursor.end;
    nodes.push(inside ? element("span", { class: "cursor" }, node) : node);
  }
  return nodes;
}

// The stretch that is selected with the mouse, without white space around it; null where none of the text is.
export function selectedStretch() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!$("text").contains(range.startContainer) || !$("text").contains(range.endContainer)) return null;
  const words = range.toString();
  if (!words.trim()) return null;
  const before = document.createRange();
  before.selectNodeContents($("text"));
  before.setEnd(range.startContainer, range.startOffset);
  const start = length(before.toString()) + length(words) - length(words.trimStart());
  return { start, end: start + length(words.trim()) };
}

// Selects a stretch and brings it into view.
export function showStretch(start, end) {
  const range = document.createRange();
  for (const node of textNodes()) {
    const last = node.offset + length(node.data);
    if (node.offset <= start && start < last) range.setStart(node, units(node, start));
    if (node.offset < end && end <= last) range.setEnd(node, units(node, end));
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  const place = range.getBoundingClientRect();
  const frame = $("text").parentElement.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) {
    $("text").parentElement.scrollBy(0, place.top - frame.top - frame.height / 3);
  }
}

function* textNodes() {
  const walker = document.createTreeWalker($("text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield walker.currentNode;
}

const length = (string) => Array.from(string).length;

// Code point `offset` of the text as a UTF-16 offset in a node.
const units = (node, offset) => Array.from(node.data).slice(0, offset - node.offset).join("").length;
