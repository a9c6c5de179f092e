// What is known of IDs, and the search for names in the knowledge base.

import { query } from "./api.js";

const entities = new Map(); // ID -> {name, label}
const searches = new Map(); // name -> promise of rows

export function learn(id, name, label) {
  if (id && !entities.has(id)) entities.set(id, { name, label });
}

export const nameOf = (id) => entities.get(id.split("/")[0])?.name ?? "";

export function find(name) {
  if (!searches.has(name)) {
    const asked = query("/desk/names", { name, limit: 9 }).then((rows) => {
      rows.forEach((row) => learn(row.id, row.name, row.label));
      return rows;
    });
    asked.catch(() => searches.delete(name));
    if (searches.size > 500) searches.clear();
    searches.set(name, asked);
  }
  return searches.get(name);
}

// The facts have changed: what was found before may be more now.
export const forget = () => searches.clear();

// Learns the names of IDs that nothing has told yet.
export async function learnAll(ids) {
  const unknown = [...new Set(ids.map((id) => id.split("/")[0]))].filter((id) => id && !entities.has(id));
  await Promise.all(unknown.map(async (id) => {
    const rows = await query("/desk/names", { name: id, limit: 1 });
    if (rows[0]?.id === id) learn(id, rows[0].name, rows[0].label);
  }));
}
