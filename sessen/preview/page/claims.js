// Two quiet tables: how true what is drawn is, and how long drawing it takes.
import { element, say } from "./words.js";

export function claims(told) {
  const panel = document.querySelector("#claims");
  panel.hidden = !told.lesson;
  const rows = (told.claims ?? []).map((each) => {
    const name = element("td", each.claim.replaceAll("_", " "));
    name.append(element("span", `${each.step}, ${each.seconds.toFixed(2)} s`, { class: "where" }));
    const error = each.error === null ? "∞" : each.error === 0 ? "0" : each.error.toExponential(1);
    const verdict = element("td", error, { class: each.holds ? "holds" : "broken" });
    verdict.append(element("span", each.holds ? say("holds") : say("violated"), { class: "where" }));
    return row(name, verdict);
  });
  const empty = element("td", told.claims === null ? say("checking") : say("noClaims"));
  panel.querySelector("tbody").replaceChildren(...(rows.length ? rows : [row(empty)]));
}

export function times(told) {
  const known = told.steps.filter((step) => step.took !== null);
  const panel = document.querySelector("#times");
  panel.hidden = !known.length;
  const longest = Math.max(...known.map((step) => step.took), 0.001);
  panel.querySelector("tbody").replaceChildren(...known.map((step) => {
    const name = element("td", step.name);
    const bar = element("span", "", { class: "bar" });
    bar.style.width = `${(100 * step.took) / longest}%`;
    name.append(bar);
    return row(name, element("td", `${step.took.toFixed(2)} s`));
  }));
}

function row(...cells) {
  const made = element("tr");
  made.append(...cells);
  return made;
}
