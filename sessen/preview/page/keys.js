// The keys of the page, each in one place: what they do, their names in the list of keys and on buttons.
import { element, say } from "./words.js";

// An act, the keys that do it, and how they are written; a name without a sign is a word of the page.
const KEYS = [
  ["play", [" "], () => say("space")],
  ["previous", ["ArrowLeft"], () => "←"],
  ["next", ["ArrowRight"], () => "→"],
  ["back", [","], () => ","],
  ["forward", ["."], () => "."],
  ["first", ["Home"], () => "Home"],
  ["last", ["End"], () => "End"],
  ["loop", ["l"], () => "L"],
  ["all", ["a"], () => "A"],
  ["faster", ["+"], () => "+"],
  ["slower", ["-"], () => "−"],
  ["sound", ["m"], () => "M"],
  ["full", ["f"], () => "F"],
  ["safe", ["s"], () => "S"],
  ["boxes", ["b"], () => "B"],
  ["captions", ["c"], () => "C"],
  ["follow", ["j"], () => "J"],
  ["record", ["r"], () => "R"],
  ["help", ["?"], () => "?"],
];

export function actOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return KEYS.find(([, keys]) => keys.includes(key))?.[0];
}

// Buttons say what they do and by which key; those with a picture instead of a word say it to screen readers too.
export function nameKeys() {
  for (const [act, , written] of KEYS) {
    const button = document.querySelector(`[data-act=${act}]`);
    if (!button) continue;
    button.title = `${say(act)} (${written()})`;
    if (!button.dataset.say) button.setAttribute("aria-label", button.title);
  }
  document.querySelector("#keys dl").replaceChildren(...KEYS.flatMap(([act, , written]) => [element("dt", written()), element("dd", say(act))]));
}
