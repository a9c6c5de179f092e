// The link of the selected mention: a search field over a list of what the name may stand for.

import { $, complain, element } from "./dom.js";
import { find } from "./names.js";

let rows = [];
let active = -1;
let asked = Promise.resolve([]);
let pick = () => {};
let typing = 0;

// link(row): called with what is chosen; back(): when the search is left.
export function startLinking(link, back) {
  pick = link;
  $("link").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => search($("link").value), 120);
  });
  $("link").addEventListener("keydown", async (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") back();
    else if (event.key === "Enter") await enter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

export function search(name) {
  clearTimeout(typing);
  typing = 0;
  asked = name.trim() ? find(name.trim()).catch((problem) => { complain(problem); return []; }) : Promise.resolve([]);
  const mine = asked;
  return mine.then((found) => { if (mine === asked) draw(found); });
}

// The n-th row, from 1, of the search that is under way or done.
export const numbered = async (number) => (await asked)[number - 1];

async function enter() {
  if (typing) search($("link").value); // Enter came before the pause that starts a search
  await asked;
  if (rows[active]) pick(rows[active]);
}

function draw(found) {
  rows = found;
  active = rows.length ? 0 : -1;
  $("hits").replaceChildren(...rows.map((row, index) => element("li",
    { role: "option", id: `hit-${index}`, "aria-selected": index === active ? "true" : "false", onclick: () => pick(row) },
    element("b", { class: `id ${row.label}` }, row.id), ` ${row.name}`,
    element("small", {}, [row.label, row.country, row.english !== row.name && row.english, row.why].filter(Boolean).join(" · ")))));
  announce();
}

function move(step) {
  if (!rows.length) return;
  active = (active + step + rows.length) % rows.length;
  [...$("hits").children].forEach((item, index) => item.setAttribute("aria-selected", index === active ? "true" : "false"));
  $("hits").children[active].scrollIntoView({ block: "nearest" });
  announce();
}

function announce() {
  if (active < 0) $("link").removeAttribute("aria-activedescendant");
  else $("link").setAttribute("aria-activedescendant", `hit-${active}`);
}
