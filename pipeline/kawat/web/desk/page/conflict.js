// Two people saved the same document: what differs, and which mentions shall stand.

import { overlap, sameMention } from "./document.js";
import { $, element } from "./dom.js";

// Gives {mentions}, or null to go on editing. theirs: the mentions that are on the server now.
export function resolveConflict(opened, theirs) {
  const mine = opened.mentions;
  const written = (mention) => `${opened.surface(mention)} · ${mention.label} · ${mention.id || "NIL"}`;
  const onlyMine = mine.filter((mention) => !theirs.some((other) => sameMention(mention, other)));
  const onlyTheirs = theirs.filter((mention) => !mine.some((other) => sameMention(mention, other)));
  const rows = [...onlyMine.map((mention) => ({ mention, mine: true })), ...onlyTheirs.map((mention) => ({ mention, mine: false }))];
  rows.sort((a, b) => a.mention.start - b.mention.start);
  $("differences").replaceChildren(...rows.map((row) => element("tr", {},
    element("td", {}, row.mine ? written(row.mention) : ""), element("td", {}, row.mine ? "" : written(row.mention)))));
  const choices = { mine, theirs, merge: merged(mine, theirs) };
  const dialog = $("conflict");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const mentions = choices[dialog.returnValue];
      resolve(mentions ? { mentions } : null);
    }, { once: true });
  });
}

function merged(mine, theirs) {
  const kept = theirs.filter((mention) => !mine.some((other) => overlap(mention, other)));
  return [...mine, ...kept].sort((a, b) => a.start - b.start);
}
