// The card beside a mention that the mouse or the focus is on: entity, scores, candidates.

import { $, element } from "./dom.js";
import { find, learnAll, nameOf } from "./names.js";

let shown = null;

export async function showCard(opened, mark) {
  const mention = opened.mentions[mark.dataset.index];
  if (!mention) return;
  shown = mark;
  const surface = opened.surface(mention);
  const said = opened.said(mention);
  const name = nameOf(mention.id);
  const lines = [
    element("p", {}, element("strong", {}, name || surface), ` ${mention.label} `,
      element("b", { class: `id ${mention.label}` }, mention.id || "not in the knowledge base")),
  ];
  const scores = scoresOf(said, mention);
  if (scores) lines.push(element("p", { class: "note" }, scores));
  const roles = rolesOf(opened, said);
  if (roles) lines.push(element("p", {}, roles));
  place(mark, lines);
  const candidates = await candidatesOf(said, surface).catch(() => []);
  if (shown === mark && candidates.length) place(mark, [...lines, element("ol", {}, ...candidates.slice(0, 5).map(candidate))]);
}

export function hideCard() {
  shown = null;
  $("card").hidden = true;
}

export function scoresOf(said, mention) {
  if (!said) return "marked by hand";
  const parts = [];
  if (typeof said.score === "number") parts.push(`name ${said.score.toFixed(2)}`);
  if (typeof said.link_score === "number" && said.id === mention.id) parts.push(`link ${said.link_score.toFixed(2)}`);
  return parts.join(", ");
}

function rolesOf(opened, said) {
  const row = said && opened.record.entities.find((entity) => entity.cluster === said.cluster);
  return (row?.roles ?? []).map((role) => [role.status, role.office, role.country].filter(Boolean).join(" ")).join("; ");
}

// What the tagger weighed, with scores; what has this name, for a mention marked by hand or one without any.
async function candidatesOf(said, surface) {
  if (!said?.candidates?.length) return find(surface);
  await learnAll(said.candidates.map((row) => row.id));
  return said.candidates;
}

function candidate(row) {
  const score = typeof row.score === "number" ? ` ${row.score.toFixed(2)}` : "";
  return element("li", {}, row.name ?? nameOf(row.id), " ", element("b", { class: `id ${row.label ?? ""}` }, row.id), score);
}

function place(mark, lines) {
  const card = $("card");
  card.replaceChildren(...lines);
  card.hidden = false;
  const frame = card.parentElement.getBoundingClientRect();
  const box = mark.getBoundingClientRect();
  const scroll = card.parentElement.scrollTop;
  const below = box.bottom - frame.top + scroll + 6;
  const above = box.top - frame.top + scroll - card.offsetHeight - 6;
  const fits = box.bottom + card.offsetHeight + 6 < frame.bottom || above < scroll;
  card.style.top = `${fits ? below : above}px`;
  card.style.left = `${Math.max(8, Math.min(box.left - frame.left, frame.width - card.offsetWidth - 16))}px`;
}
