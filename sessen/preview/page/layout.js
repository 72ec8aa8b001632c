// What cannot be read well: boxes over the picture while it is so, and a list that leads there.
import { element, say } from "./words.js";

const panel = document.querySelector("#layout");
const boxes = document.querySelector("#boxes");
const LEAST = 0.5; // seconds for which a box is seen

export class Layout {
  findings = [];

  constructor(player, chosen) {
    this.player = player;
    this.chosen = chosen;
    for (const event of ["moved", "step"]) player.addEventListener(event, () => this.mark());
  }

  show(told) {
    this.findings = told.layout ?? [];
    const items = this.findings.map((finding, index) => this.#item(finding, index));
    const empty = element("li", told.layout ? say("allReadable") : say("looking"), { class: "empty" });
    panel.querySelector("ol").replaceChildren(...(items.length ? items : [empty]));
    panel.hidden = false;
    boxes.replaceChildren(...this.findings.map(box));
    this.mark();
  }

  #item(finding, index) {
    const button = element("button", "", { type: "button", class: finding.severity, "data-finding": index });
    const place = `${finding.step}, ${finding.step_seconds.toFixed(2)} s`;
    const lasts = finding.lasts ? `, ${say("lasts").replace("{seconds}", finding.lasts.toFixed(1))}` : "";
    button.append(
      element("b", String(index + 1)), element("code", finding.rule), element("span", say(finding.severity), { class: "kind" }),
      element("span", finding.what, { class: "what" }), element("span", finding.advice, { class: "advice" }),
      element("span", place + lasts, { class: "where" }),
    );
    button.addEventListener("click", () => this.#go(finding));
    const item = element("li");
    item.append(button);
    return item;
  }

  #go(finding) {
    const index = this.player.steps.findIndex((step) => step.name === finding.step);
    if (index < 0) return;
    this.player.pause();
    this.chosen(index, Math.floor(finding.step_seconds * this.player.rate + 0.01));
  }

  // A finding may go on in later steps: what counts is the time of the scene.
  mark() {
    const { player } = this;
    const before = player.steps.slice(0, player.index).reduce((sum, step) => sum + player.frames(step), 0);
    const now = (before + player.frame) / player.rate;
    this.findings.forEach((finding, index) => {
      const first = finding.seconds - 1 / player.rate;
      const is = Boolean(finding.step) && now >= first && now <= finding.seconds + Math.max(finding.lasts, LEAST);
      boxes.children[index].hidden = !is;
      const button = panel.querySelector(`[data-finding="${index}"]`);
      if (is) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }
}

function box(finding, index) {
  const made = element("div", "", { class: `box ${finding.severity}` });
  const [left, top, right, bottom] = finding.box.map((side) => 100 * side);
  Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
  made.append(element("b", String(index + 1), { class: top < 5 ? "below" : "" }));
  return made;
}
