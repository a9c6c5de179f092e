// How far the annotator agrees with another one.

import { call, query } from "./api.js";
import { $, complain, element } from "./dom.js";

// Gives {refresh}.
export function startAgreement(desk) {
  const show = async () => {
    const other = $("agreement-other").value;
    const found = await call("GET", `/desk/agreement/${desk.annotator}/${other}`);
    const share = (value) => (value === null ? "–" : value.toFixed(3));
    const rows = [
      ["Documents that both saved", found.documents],
      ["Names, span F1", share(found.spans_f1)],
      ["Tokens, Cohen’s kappa", share(found.kappa)],
      ["Links, of the same names", share(found.links)],
    ];
    $("agreement-table").replaceChildren(...rows.map(([what, value]) => element("tr", {},
      element("th", { scope: "row" }, what), element("td", {}, value))));
    $("agreement-differing").replaceChildren(...found.differing.map((name) => element("li", {},
      element("button", { onclick: () => desk.openSaved(desk.annotator, name).catch(complain) }, `differs: ${name}`))));
  };
  $("agreement-other").addEventListener("change", () => show().catch(complain));
  return {
    async refresh() {
      const { annotators } = await query("/desk/state", {});
      const others = annotators.filter((name) => name !== desk.annotator);
      const chosen = $("agreement-other").value;
      $("agreement").hidden = !others.length || !annotators.includes(desk.annotator);
      if ($("agreement").hidden) return;
      $("agreement-other").replaceChildren(...others.map((name) => element("option", { selected: name === chosen }, name)));
      await show();
    },
  };
}
