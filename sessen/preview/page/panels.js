// Fields made from the scene's own parameters, and the switches of the variant.
import { plane } from "./plane.js";
import { ask } from "./server.js";
import { element, say } from "./words.js";

const fields = document.querySelector("#parameters .fields");
export class Panels {
  constructor(changed) { this.changed = changed; this.target = null; }

  update(told) {
    document.querySelector("#parameters").hidden = !told.parameters.length;
    const names = told.parameters.map((each) => `${each.name} ${each.kind} ${each.help} ${each.presets}`).join();
    const same = this.target === told.target && this.names === names;
    if (!same) {
      this.target = told.target;
      this.names = names;
      fields.replaceChildren(...told.parameters.map((each) => this.#field(each)));
      const reset = element("button", say("reset"), { type: "button", id: "reset" });
      reset.addEventListener("click", () => this.changed(null));
      fields.append(reset);
    }
    // What is being typed is not written over.
    for (const each of told.parameters) {
      const field = fields.querySelector(`[data-name="${each.name}"]`);
      const input = field?.querySelector("input[type=text]");
      if (input && !field.contains(document.activeElement) && input.getAttribute("aria-invalid") !== "true") this.#set(field, each.value);
    }
  }

  reword() { this.names = null; }

  #field(each) {
    const field = element("div", "", { class: "field", "data-name": each.name });
    const id = `parameter-${each.name}`;
    const label = element("label", each.name, { for: id });
    label.append(element("small", each.help));
    const input = element("input", "", { id, type: "text", spellcheck: "false", autocomplete: "off", maxlength: 400 });
    input.value = each.value;
    const caret = element("p", "", { class: "caret", "aria-hidden": "true", hidden: "" });
    const wrong = element("p", "", { class: "wrong", role: "alert", hidden: "", id: `${id}-wrong` });
    input.setAttribute("aria-describedby", wrong.id);
    field.append(label, input, caret, wrong);
    let waiting;
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => this.#check(field, each, input.value), 100); });
    const given = each.kind.includes("number") && !each.kind.includes("list") ? this.#slider(each, field) : null;
    if (given) field.append(given);
    const vector = each.kind === "vector" ? numbers(each.value) : null;
    if (vector?.length === 2) {
      const small = plane(each.name, vector, (to) => this.#give(field, each, to.join(",")));
      field.append(small);
    }
    if (each.presets.length) field.append(this.#presets(field, each));
    return field;
  }

  #slider(each, field) {
    const [start] = numbers(each.default) ?? [0];
    const reach = Math.max(5, Math.abs(start));
    const slider = element("input", "", { type: "range", min: start - reach, max: start + reach, step: reach / 100, "aria-label": each.name });
    slider.value = numbers(each.value)?.[0] ?? start;
    slider.addEventListener("input", () => {
      this.#give(field, each, String(Number(Number(slider.value).toFixed(3))));
    });
    return slider;
  }

  #presets(field, each) {
    const row = element("div", "", { class: "presets" });
    for (const text of new Set([each.default, ...each.presets])) {
      if (!text) continue;
      const button = element("button", text, { type: "button" });
      button.addEventListener("click", () => { this.#set(field, text); this.#give(field, each, text); });
      row.append(button);
    }
    return row;
  }

  // What nobody has typed needs no reading before it is drawn.
  #give(field, each, text) {
    field.querySelector("input[type=text]").value = text;
    this.#right(field);
    this.changed(each.name, text);
  }

  #set(field, text) {
    field.querySelector("input[type=text]").value = text;
    const slider = field.querySelector("input[type=range]");
    const read = numbers(text);
    if (slider && read) slider.value = read[0];
    const small = field.querySelector("svg");
    if (small && read?.length === 2) small.set(read);
  }

  async #check(field, each, text) {
    let told;
    try { told = await ask("read", { target: this.target, name: each.name, text }); } catch (error) { told = error; }
    if (field.querySelector("input[type=text]").value !== text) return;
    if (told.what) { this.#wrong(field, told); return; }
    this.#right(field);
    const read = numbers(text);
    const small = field.querySelector("svg");
    if (small && read?.length === 2) small.set(read);
    this.changed(each.name, text);
  }

  #wrong(field, told) {
    field.querySelector("input[type=text]").setAttribute("aria-invalid", "true");
    const caret = field.querySelector(".caret");
    caret.hidden = told.column == null;
    caret.textContent = told.column == null ? "" : `${" ".repeat(told.column)}▲`;
    const wrong = field.querySelector(".wrong");
    wrong.hidden = false;
    wrong.textContent = [told.what, told.cure].filter(Boolean).join("\n");
  }

  #right(field) {
    field.querySelector("input[type=text]").removeAttribute("aria-invalid");
    field.querySelector(".caret").hidden = true;
    field.querySelector(".wrong").hidden = true;
  }
}

function numbers(text) {
  const parts = text.split(",").map((part) => Number(part.trim()));
  return text.trim() && parts.every(Number.isFinite) ? parts : null;
}

export function switches(choices, view, choose) {
  const rows = Object.entries(choices).map(([name, values]) => {
    const group = element("div", "", { role: "radiogroup", "aria-label": say(name), "data-choice": name });
    for (const value of values) {
      const on = view[name] === value;
      const button = element("button", say(String(value)), { type: "button", role: "radio", "aria-checked": String(on), tabindex: on ? 0 : -1, "data-value": String(value) });
      button.addEventListener("click", () => choose(name, value));
      button.addEventListener("keydown", (event) => {
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        choose(name, values[(values.indexOf(value) + by + values.length) % values.length]);
      });
      group.append(button);
    }
    return group;
  });
  const box = document.querySelector("#variant .choices");
  const focused = document.activeElement?.closest?.("[data-choice]")?.dataset.choice;
  box.replaceChildren(...rows);
  if (focused) box.querySelector(`[data-choice="${focused}"] [aria-checked="true"]`)?.focus();
}
