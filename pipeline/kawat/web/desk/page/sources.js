// Where dispatches come from: pasted or from a file, out of a batch run, and what was saved.

import { call } from "./api.js";
import { startAgreement } from "./agreement.js";
import { startBrowsing } from "./browse.js";
import { $, complain, element, say } from "./dom.js";

export function startSources(desk, state) {
  startTabs();
  startDispatch(desk);
  for (const tab of ["tab-browse", "tab-queue"]) $(tab).hidden = !state.documents;
  const batch = state.documents ? startBrowsing(desk) : null;
  const agreement = startAgreement(desk);
  const sources = {
    // What depends on the annotator, and on what he has saved.
    async refresh() {
      const names = await call("GET", `/desk/gold/${desk.annotator}`);
      $("saved-documents").replaceChildren(...names.map((name) => element("li", {},
        element("button", { onclick: () => desk.openSaved(desk.annotator, name).catch(complain) }, name))));
      await batch?.refresh();
      await agreement.refresh();
    },
    openNext: () => batch ? batch.openNext() : say("there is no queue: the server was given no batch output"),
  };
  sources.refresh().catch(complain);
  return sources;
}

function startTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const choose = (tab) => {
    for (const other of tabs) {
      other.setAttribute("aria-selected", other === tab ? "true" : "false");
      other.tabIndex = other === tab ? 0 : -1;
      $(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const there = tabs.filter((other) => !other.hidden);
      const next = there[(there.indexOf(tab) + by + there.length) % there.length];
      choose(next);
      next.focus();
    });
  }
}

function startDispatch(desk) {
  const annotate = async (text, id) => {
    const body = { text, id };
    if ($("dispatch-date").value) body.date = $("dispatch-date").value;
    say("reading …");
    await desk.open(await call("POST", "/annotate", body));
  };
  $("panel-dispatch").addEventListener("submit", (event) => {
    event.preventDefault();
    annotate($("dispatch-text").value, $("dispatch-id").value.trim()).catch(complain);
  });
  $("dispatch-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("panel-dispatch").requestSubmit();
  });
  $("dispatch-file").addEventListener("change", async () => {
    const [file] = $("dispatch-file").files;
    if (!file) return;
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      say(`${file.name}: is not UTF-8; save it as UTF-8`, true);
      return;
    }
    $("dispatch-text").value = text;
    $("dispatch-id").value = file.name.replace(/\.txt$/, "");
    annotate(text, $("dispatch-id").value).catch(complain); // not the field's text, which has lost its carriage returns
  });
}
