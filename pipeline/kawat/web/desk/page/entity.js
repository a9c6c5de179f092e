// Adding an entity to the text facts, and linking the selected mention to it.

import { call } from "./api.js";
import { $, element } from "./dom.js";

// forget: called when the facts have changed.
export function startAddingEntities(desk, forget) {
  desk.newEntity = () => {
    if (!desk.mention || !desk.facts.length) return;
    const surface = desk.opened.surface(desk.mention);
    $("entity-name").value = surface;
    $("entity-id").value = slug(surface);
    for (const field of ["english", "country"]) $(`entity-${field}`).value = "";
    $("entity-file").replaceChildren(...desk.facts.map((file) => element("option", {}, file)));
    $("entity-file").value = desk.facts.find((file) => file.startsWith({ PER: "person", ORG: "organ", LOC: "place" }[desk.mention.label])) ?? desk.facts[0];
    $("entity-problem").textContent = "";
    $("entity").showModal();
  };
  $("new-entity").addEventListener("click", desk.newEntity);
  $("entity-cancel").addEventListener("click", () => $("entity").close());
  $("entity").addEventListener("close", () => desk.focus());
  $("entity-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = (field) => $(`entity-${field}`).value.trim();
    const body = { label: desk.mention.label, file: value("file") };
    for (const field of ["id", "name", "english", "country"]) body[field] = value(field);
    try {
      const row = await call("POST", "/desk/facts", body);
      forget();
      $("entity").close();
      desk.link(row);
    } catch (problem) {
      $("entity-problem").textContent = problem.message;
    }
  });
}

const slug = (name) => name.normalize("NFD").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[\s_-]+/g, "-");
