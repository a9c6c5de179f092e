// What keys do. Letters act only while the text has the focus, so that they never get in the way of typing.

import { $, complain } from "./dom.js";

const LABELS = { p: "PER", o: "ORG", l: "LOC" };
const SPANS = { "]": "widenEnd", "[": "narrowEnd", "{": "widenStart", "}": "narrowStart" };

export function startKeys(desk) {
  const onText = actions(desk);
  const adding = cursorActions(desk);
  $("text").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !desk.opened) return;
    const action = (desk.cursor && adding[event.key]) || (desk.cursor && LABELS[event.key] && (() => desk.add(LABELS[event.key])))
      || (!desk.cursor && onText[event.key]) || (/^[urs]$/.test(event.key) && onText[event.key]);
    if (action) {
      event.preventDefault();
      Promise.resolve(action(event)).catch(complain);
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") desk.save();
    else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "z") event.shiftKey ? desk.redo() : desk.undo();
    else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "y") desk.redo();
    else if (event.key === "?" && !typing) $("help").showModal();
    else return;
    event.preventDefault();
  });
}

function actions(desk) {
  const keys = {
    ArrowRight: () => desk.step(1), ArrowDown: () => desk.step(1),
    ArrowLeft: () => desk.step(-1), ArrowUp: () => desk.step(-1),
    Home: () => desk.select(0), End: () => desk.select(desk.opened.mentions.length - 1),
    Enter: () => { if (desk.mention) $("link").focus(); },
    n: () => desk.unlink(), x: () => desk.remove(), Delete: () => desk.remove(), "=": () => desk.spread(),
    e: () => desk.newEntity(), a: () => desk.startAdding(null), d: () => desk.sources.openNext(),
    u: () => desk.undo(), r: () => desk.redo(), s: () => desk.save(),
  };
  for (const [key, label] of Object.entries(LABELS)) keys[key] = () => desk.label(label);
  for (const [key, way] of Object.entries(SPANS)) keys[key] = () => desk.span(way);
  for (let number = 1; number <= 9; number++) keys[number] = () => desk.linkNumber(number);
  return keys;
}

function cursorActions(desk) {
  return {
    ArrowRight: (event) => desk.moveCursor(1, event.shiftKey), ArrowLeft: (event) => desk.moveCursor(-1, event.shiftKey),
    ArrowDown: (event) => desk.moveCursor(10, event.shiftKey), ArrowUp: (event) => desk.moveCursor(-10, event.shiftKey),
    Escape: () => desk.stopAdding(),
  };
}
