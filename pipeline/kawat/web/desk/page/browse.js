// The records of a batch run: found by entity, and as a queue with the least certain first.

import { call, query } from "./api.js";
import { $, complain, element } from "./dom.js";

const PAGE = 50;

// Gives {refresh, openNext}.
export function startBrowsing(desk) {
  const open = async (row) => desk.open(await call("GET", `/desk/documents/${row.n}`));
  startSearch(open);
  let queue = [];
  return {
    async refresh() {
      queue = await call("GET", `/desk/queue/${desk.annotator}`);
      $("queue-documents").replaceChildren(...queue.map((row) => documentRow(row, open)));
    },
    // The first of the queue that is not open already.
    async openNext() {
      const next = queue.find((row) => row.n !== desk.opened?.record.queued);
      if (!next) return;
      const record = await call("GET", `/desk/documents/${next.n}`);
      await desk.open({ ...record, queued: next.n });
    },
  };
}

function startSearch(open) {
  let chosen = null; // an entity
  let shown = 0;
  let asked = 0;

  const more = async () => {
    const mine = ++asked;
    const values = { offset: shown, limit: PAGE, ...(chosen && { entity: chosen.n }) };
    const { count, rows } = await query("/desk/documents", values);
    if (mine !== asked) return;
    shown += rows.length;
    $("browse-documents").append(...rows.map((row) => documentRow(row, open)));
    $("browse-count").textContent = `${count.toLocaleString("en")} records${chosen ? ` name ${chosen.name}` : ""}`;
    $("browse-more").hidden = shown >= count;
  };
  const choose = (entity) => {
    chosen = entity;
    shown = 0;
    $("browse-documents").replaceChildren();
    return more();
  };
  const find = async () => {
    const name = $("browse-name").value.trim();
    const found = name ? await query("/desk/entities", { name, limit: 20 }) : [];
    if (name !== $("browse-name").value.trim()) return; // more was typed since
    $("browse-entities").replaceChildren(...found.map((entity) => element("li", {},
      element("button", { onclick: () => choose(entity).catch(complain) },
        element("b", { class: `id ${entity.label}` }, entity.id || entity.label), ` ${entity.name}`,
        element("small", {}, `${entity.documents.toLocaleString("en")} records`)))));
    if (!name) await choose(null);
  };
  let pause = 0;
  $("browse-name").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => find().catch(complain), 150);
  });
  $("browse-more").addEventListener("click", () => more().catch(complain));
  find().catch(complain);
}

function documentRow(row, open) {
  const certainty = row.certainty === null ? "" : `, certain ${row.certainty.toFixed(2)}`;
  return element("li", {}, element("button", { onclick: () => open(row).catch(complain) }, row.opening,
    element("small", {}, `${row.id}${row.date ? ` · ${row.date}` : ""} · ${row.mentions} mentions${certainty}`)));
}
