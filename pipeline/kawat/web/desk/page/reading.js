// What the dispatch says: its entities with their mentions, when things happened, and who said what.

import { $, element } from "./dom.js";
import { nameOf } from "./names.js";
import { showStretch } from "./text.js";

export function drawEntities(opened, select) {
  const things = new Map();
  opened.mentions.forEach((mention, index) => {
    const surface = opened.surface(mention);
    const key = mention.id || `${opened.said(mention)?.cluster || surface}|${mention.label}`;
    if (!things.has(key)) things.set(key, { id: mention.id, label: mention.label, name: nameOf(mention.id) || surface, at: [] });
    things.get(key).at.push(index);
  });
  $("entities").replaceChildren(...[...things.values()].map((thing) => row(opened, thing, select)));
}

function row(opened, thing, select) {
  const forms = new Map();
  for (const index of thing.at) {
    const surface = opened.surface(opened.mentions[index]);
    forms.set(surface, (forms.get(surface) ?? 0) + 1);
  }
  const list = [...forms].map(([form, count]) => (count > 1 ? `${form} ×${count}` : form)).join("; ");
  let turn = 0; // each press goes to the entity's next mention
  return element("li", {}, element("button", { onclick: () => select(thing.at[turn++ % thing.at.length]) },
    element("b", { class: `id ${thing.label}` }, thing.id || thing.label), ` ${thing.name}`, element("small", {}, list)));
}

// In the order of time; what could not be resolved comes last, with the reason.
export function drawDates(record) {
  const dates = [...(record.dates ?? [])].sort((a, b) => !a.value - !b.value || (a.value ?? "").localeCompare(b.value ?? "") || a.start - b.start);
  $("dates").replaceChildren(...dates.map((date) => element("li", { class: date.value ? "" : "unknown" },
    element("button", { onclick: () => showStretch(date.start, date.end) },
      element("b", {}, date.until ? `${date.value}/${date.until}` : date.value ?? "?"), ` ${date.text}`,
      date.value ? "" : element("small", {}, ` ${date.reason}`)))));
  $("dates").parentElement.hidden = !dates.length;
}

export function drawQuotes(opened) {
  const speakers = new Map();
  for (const quote of opened.record.quotes ?? []) {
    const who = opened.record.entities.find((entity) => entity.cluster && entity.cluster === quote.cluster)?.name || quote.name || "?";
    speakers.set(who, [...(speakers.get(who) ?? []), quote]);
  }
  $("quotes").replaceChildren(...[...speakers].flatMap(([who, quotes]) => [
    element("h4", {}, who),
    element("ul", {}, ...quotes.map((quote) => element("li", {},
      element("button", { onclick: () => showStretch(quote.start, quote.end) },
        quote.direct ? `“${opened.surface(quote)}”` : opened.surface(quote))))),
  ]));
  $("quotes").parentElement.hidden = !speakers.size;
}
