// The steps as a row of buttons as wide as they are long, and a slider over all frames.
import { element, say } from "./words.js";

const list = document.querySelector("#steps");
const scrub = document.querySelector("#scrub");
const clock = document.querySelector("#clock");
const sentence = document.querySelector("#sentence");
const caption = document.querySelector("#caption");

export class Timeline {
  constructor(player, chosen) {
    this.player = player;
    this.chosen = chosen;
    player.addEventListener("moved", () => this.moved());
    scrub.addEventListener("input", () => this.#scrubbed(Number(scrub.value)));
  }

  // Buttons stay the same elements while the steps do, so that the focus of the keyboard is not lost.
  update(steps, edited, spoken) {
    this.spoken = spoken;
    while (list.children.length > steps.length) list.lastChild.remove();
    steps.forEach((step, index) => this.#button(index, step, edited));
    scrub.max = Math.max(0, steps.reduce((sum, step) => sum + this.player.frames(step), 0) - 1);
    this.moved();
  }

  #button(index, step, edited) {
    let item = list.children[index];
    if (!item) {
      item = element("li");
      const made = element("button", "", { type: "button" });
      made.addEventListener("click", () => this.chosen(index));
      item.append(made);
      list.append(item);
    }
    item.style.flexGrow = this.player.frames(step);
    const button = item.firstChild;
    const length = step.seconds ? `${step.seconds.toFixed(1)} s` : "";
    button.replaceChildren(element("b", String(index + 1)), element("span", length), element("span", step.name, { class: "name" }));
    button.dataset.state = step.motion ? "ready" : step.refused ? "refused" : step.drawing ? "drawing" : "waiting";
    button.dataset.edited = step.name === edited;
    button.dataset.step = step.name;
    button.title = `${step.name}: ${this.words(step)}`;
    button.setAttribute("aria-label", `${say("step")} ${index + 1}, ${step.name}. ${this.words(step)}`);
  }

  words(step) { return step?.words[this.spoken] ?? Object.values(step?.words ?? {})[0] ?? step?.summary ?? ""; }

  moved() {
    const { player } = this;
    this.#mark(list.children[player.index]);
    const before = player.steps.slice(0, player.index).reduce((sum, step) => sum + player.frames(step), 0);
    scrub.value = before + player.frame;
    const step = player.step;
    const now = player.frame / player.rate;
    clock.textContent = step ? `${now.toFixed(2)} / ${(player.frames() / player.rate).toFixed(2)} s · ${say("frame")} ${player.frame + 1}` : "–";
    scrub.setAttribute("aria-valuetext", step ? `${say("step")} ${player.index + 1}, ${now.toFixed(1)} s` : "");
    const words = this.words(step);
    if (this.told === `${step?.name} ${this.spoken} ${words}`) return;
    this.told = `${step?.name} ${this.spoken} ${words}`;
    sentence.replaceChildren(document.createTextNode(words), element("small", step?.name ?? ""));
    sentence.lang = this.spoken;
    caption.replaceChildren(element("span", words));
    caption.lang = this.spoken;
  }

  // The step that is looked at is marked, and brought into sight where the row is longer than the page is wide.
  #mark(current) {
    for (const item of list.children) {
      if (item !== current) item.firstChild.removeAttribute("aria-current");
    }
    if (!current || current.firstChild.hasAttribute("aria-current")) return;
    current.firstChild.setAttribute("aria-current", "step");
    list.scrollTo({ left: current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2 });
  }

  #scrubbed(value) {
    let left = value;
    const { player } = this;
    player.pause();
    const index = player.steps.findIndex((step) => {
      if (left < player.frames(step)) return true;
      left -= player.frames(step);
      return false;
    });
    if (index !== player.index) this.chosen(index, left);
    else player.go(index, left);
  }
}
