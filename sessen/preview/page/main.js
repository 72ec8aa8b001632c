// The page: what is looked at, what the server tells of it, and what keys and buttons do.
import { claims, times } from "./claims.js";
import { actOf, nameKeys } from "./keys.js";
import { Layout } from "./layout.js";
import { Narration } from "./narration.js";
import { Panels, switches } from "./panels.js";
import { Player } from "./player.js";
import { ask, listen } from "./server.js";
import { Timeline } from "./timeline.js";
import { addFont, element, language, other, say, speak } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const player = new Player();
const timeline = new Timeline(player, choose);
const panels = new Panels(setValue);
const layout = new Layout(player, choose);
const narration = new Narration(player, () => state.view, once);
const state = { view: null, told: null, scenes: [], follow: true, edited: "", played: "", waiting: false, again: false, refused: false };

// -- looking ---------------------------------------------------------------------------------------------------

// While a picture is on its way nothing more is asked for: a slider asks for the latest place when it has come.
function look() {
  if (!state.view) return;
  if (state.waiting) { state.again = true; return; }
  state.waiting = setTimeout(answered, 1500);
  state.again = state.refused = false;
  ask("look", { ...state.view, focus: player.step?.name ?? state.focus ?? "" }).catch((error) => { state.refused = true; answered(); trouble({ what: error.message, where: "", cure: error.cure ?? "" }); });
  remember();
}

function answered() {
  clearTimeout(state.waiting);
  state.waiting = false;
  if (state.again) look();
}

function remember() {
  sessionStorage.setItem("sessen.place", JSON.stringify({ view: state.view, step: player.step?.name, frame: player.frame }));
}

function show(told) {
  if (!state.view || told.target !== state.view.target || JSON.stringify(told.view.values) !== JSON.stringify(sorted(state.view.values))) return;
  if (["language", "theme", "shape", "words", "voice"].some((name) => told.view[name] !== state.view[name])) return;
  const first = !state.told || state.told.target !== told.target;
  state.told = told;
  const [width, height] = told.size;
  $("#stage").style.setProperty("--ratio", `${width} / ${height}`);
  $("#stage").dataset.shape = told.view.shape;
  frame();
  if (told.steps.length) showSteps(told, first);
  else if (told.early) player.glance(told.early);
  $("#title").textContent = titleOf(told.name ? told : state.scenes.find((scene) => scene.target === told.target) ?? told);
  document.title = `${$("#title").textContent} – Sessen`;
  trouble(told.trouble);
  notice(told);
  if (first || told.steps.length) panels.update(told);  // a picture may come before its plan, which knows the parameters
  switches(state.choices, state.view, switchTo);
  if (told.steps.length) { claims(told); layout.show(told); times(told); narration.show(told); }
  // Lines break between words only, not behind their dashes.
  $("#command").replaceChildren(...told.command.split(" ").flatMap((word) => [element("span", word), " "]).slice(0, -1));
  status(told.trouble ? "trouble" : told.busy ? "drawing" : "ready");
  if (told.trouble || told.early || player.step?.still) answered();
}

// The lines of the safe area are where lectures have them, in hundredths of the picture.
function frame() {
  const frames = state.frames?.[state.told?.view.shape];
  for (const [name, each] of [["edge", frames?.safe], ["zone", frames?.caption]]) {
    if (each) $(`#safe .${name}`).style.inset = `${each.top}% ${each.right}% ${each.bottom}% ${each.left}%`;
  }
  // Where the sentence is in the picture already, its caption stands above it.
  $("#caption").style.bottom = frames && state.told.view.words ? `${101 - frames.caption.top}%` : "";
}

function showSteps(told, first) {
  const edited = told.edited && `${told.edited} ${told.steps.find((step) => step.name === told.edited)?.key}`;
  const jump = edited && edited !== state.edited && !first && state.follow;
  state.edited = edited;
  player.update(told.steps, told.rate);
  if (first) player.go(Math.max(0, told.steps.findIndex((step) => step.name === state.focus)), state.frame ?? null);
  if (jump) { player.pause(); player.go(told.steps.findIndex((step) => step.name === told.edited)); state.played = edited; }
  timeline.update(told.steps, told.edited, told.view.language);
  $("[data-act=sound]").hidden = !told.steps.some((each) => each.sound);
  // The motion of an edited step is played once when it comes.
  const step = player.step;
  if (state.played && step?.motion && state.played === `${step.name} ${step.key}`) { state.played = ""; once(); }
  $("#waiting").hidden = Boolean(step?.motion) || Boolean(told.trouble);
  $("#waiting").textContent = step?.still ? `${say("jumped")} · ${say("waiting")}` : say("waiting");
}

function once() {
  const all = player.all;
  player.all = false;
  player.play(true);
  player.addEventListener("moved", function ended() { if (!player.playing) { player.all = all; player.removeEventListener("moved", ended); } });
}

function trouble(told) {
  $("#trouble").hidden = !told;
  $("#stage").dataset.broken = Boolean(told);
  if (!told) return;
  player.pause();
  addFont();
  $("#trouble h2").textContent = told.what;
  $("#trouble .place").textContent = told.file ? `${told.file}:${told.line}` : told.where;
  $("#trouble .source").textContent = told.source ?? "";
  $("#trouble .cure").textContent = told.cure;
  $("#trouble .editor").hidden = !told.link;
  if (told.link) $("#trouble .editor").href = told.link;
  $("#trouble .calls").hidden = !told.calls;
  $("#trouble .calls pre").textContent = told.calls ?? "";
}

function notice(told) {
  const mute = told.steps.filter((step) => step.mute).map((step) => step.mute);
  const files = told.notice ? [say("leftAlone").replace("{files}", told.notice.files.join(", "))] : [];
  $("#notice").hidden = !(files.length || mute.length);
  $("#notice").textContent = [...files, ...mute].join("\n");
}

function status(what) {
  $("#status").dataset.state = what;
  $("#status .text").textContent = say(what);
}

// -- choosing --------------------------------------------------------------------------------------------------

const sorted = (values) => Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));

function choose(index, frame = null) {
  const playing = player.playing;
  player.go(index, frame ?? (playing ? 0 : null));
  if (!player.step?.motion) look();
  remember();
}

function setValue(name, text) {
  if (name === null) { state.view.values = {}; panels.reword(); } else state.view.values[name] = text;
  look();
}

function switchTo(name, value) {
  state.view[name] = value;
  switches(state.choices, state.view, switchTo);
  if (name === "voice" && value !== "off") hear();
  look();
}

const titleOf = (scene) => scene.title?.[language] || scene.title?.en || scene.name || "";

function openScene(target, place = null) {
  const kept = state.view ? { language: state.view.language, theme: state.view.theme, shape: state.view.shape, words: state.view.words, voice: state.view.voice } : { language, theme: "dark", shape: "wide", words: true, voice: "off", ...state.look };
  const values = { ...state.scenes.find((scene) => scene.target === target)?.values };
  state.view = place?.view ?? { target, ...kept, values };
  [state.focus, state.frame, state.told, state.edited] = [place?.step ?? "", place?.frame, null, ""];
  player.pause();
  player.update([], 15);
  answered();
  listScenes();
  showCurrent();
  look();
}

// The list is made anew whenever a still has come; the focus of the keyboard stays where it is.
function listScenes() {
  const focused = document.activeElement?.dataset?.target;
  $("#scenes").replaceChildren(...state.scenes.map((scene) => {
    const button = element("button", "", { type: "button", "aria-current": String(scene.target === state.view?.target), "data-target": scene.target });
    const picture = scene.still ? element("img", "", { class: "picture", src: scene.still, alt: "" }) : element("span", scene.broken ? "!" : "", { class: "picture" });
    const name = element("span", titleOf(scene), { class: "name" });
    if (scene.broken) {
      button.dataset.broken = "true";
      button.title = scene.broken;
      name.append(element("small", `${say("broken")}: ${scene.broken}`));
    }
    button.append(picture, name);
    button.addEventListener("click", () => openScene(scene.target));
    return button;
  }));
  $("#scenes").hidden = state.scenes.length < 2;
  if (focused) $(`#scenes [data-target="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

// Within the list; the page itself stays where it is.
function showCurrent() {
  const [list, button] = [$("#scenes"), $("#scenes [aria-current=true]")];
  if (!button) return;
  const { offsetTop: top, offsetLeft: left, offsetHeight: height, offsetWidth: width } = button;
  list.scrollTo({ top: top - (list.clientHeight - height) / 2, left: left - (list.clientWidth - width) / 2 });
}

function scenes(told) {
  state.scenes = told.scenes;
  const purposes = told.purposes ?? [];
  [state.choices, state.frames, state.look] = [told.choices, told.frames, told.look];
  frame();
  if ($("#purpose").children.length !== purposes.length) $("#purpose").replaceChildren(...purposes.map((each) => element("option", each, { value: each })));
  $("#purpose").disabled = $("#clip").disabled = !purposes.length;
  listScenes();
  if (state.view && told.scenes.some((scene) => scene.target === state.view.target)) {
    if (state.refused) look(); // a server that has just started did not know its scenes yet
    return;
  }
  const kept = JSON.parse(sessionStorage.getItem("sessen.place") ?? "null");
  const known = kept?.view && told.scenes.some((scene) => scene.target === kept.view.target);
  if (known) openScene(kept.view.target, kept);
  else openScene(told.first || told.scenes[0].target, { step: told.step });
}

// -- buttons and keys ------------------------------------------------------------------------------------------

const press = (name, on) => $(`[data-act=${name}]`).setAttribute("aria-pressed", String(on));
const toggled = (selector) => { $(selector).hidden = !$(selector).hidden; return !$(selector).hidden; };
const ACTS = {
  previous: () => choose(player.index - 1), next: () => choose(player.index + 1),
  back: () => player.nudge(-1), forward: () => player.nudge(1), play: () => { if (state.view.voice !== "off") hear(); player.toggle(); }, record: () => narration.next(),
  first: () => choose(0), last: () => choose(player.steps.length - 1),
  loop: () => press("loop", player.loop = !player.loop), all: () => press("all", player.all = !player.all),
  sound: () => { state.chosen = true; press("sound", player.hear()); },
  full: () => (document.fullscreenElement ? document.exitFullscreen() : $("#stage").requestFullscreen().catch(() => {})),
  safe: () => press("safe", toggled("#safe")), captions: () => press("captions", toggled("#caption")), boxes: () => press("boxes", toggled("#boxes")),
  follow: () => press("follow", state.follow = !state.follow),
  faster: () => speed(1), slower: () => speed(-1), help: () => $("#keys").showModal(),
};
// Whoever wants somebody to speak wants to hear it, until they choose.
function hear() {
  if (!state.chosen && player.muted) press("sound", player.hear());
}
function speed(by) {
  const choice = $("#speed");
  choice.selectedIndex = Math.max(0, Math.min(choice.options.length - 1, choice.selectedIndex + by));
  player.setSpeed(Number(choice.value));
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=text], select, dialog *")) return;
  if (event.target.matches("input[type=range]") && event.target.id !== "scrub") return;
  if (event.key === " " && event.target.matches("button, a, summary")) return;
  const act = ACTS[actOf(event)];
  if (!act) return;
  event.preventDefault();
  act();
});
for (const button of document.querySelectorAll("[data-act]")) button.addEventListener("click", () => ACTS[button.dataset.act]());
$("#speed").addEventListener("change", () => speed(0));
$("#stage").addEventListener("click", (event) => { if (!event.target.closest("#trouble")) ACTS.play(); });
player.addEventListener("seen", addFont);
player.addEventListener("moved", () => { $("[data-act=play]").dataset.playing = player.playing; remember(); });
player.addEventListener("step", () => { if (state.told) { showSteps(state.told, false); narration.draw(); } });

$("#page-language").addEventListener("click", () => {
  speak(other());
  nameKeys();
  panels.reword();
  narration.draw();
  listScenes();
  if (state.told) show(state.told);
});
$("#page-theme").addEventListener("click", () => theme());
function theme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const next = (dark ? "light" : "dark");
  document.documentElement.dataset.theme = next;
  localStorage.setItem("sessen.theme", next);
}
// The call that matters is the last.
$("#trouble .calls").addEventListener("toggle", () => $("#trouble .calls pre").scrollTo(0, 1e6));
$("#copy").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText($("#command").textContent); } catch { getSelection().selectAllChildren($("#command")); document.execCommand("copy"); }
  $("#copy").textContent = say("copied");
  setTimeout(() => { $("#copy").textContent = say("copy"); }, 1500);
});
$("#clip").addEventListener("click", () => {
  clipSaid(say("clipping"));
  ask("clip", { ...state.view, step: player.step?.name ?? "", for: $("#purpose").value }).catch((error) => clipSaid(error.message));
});
function clipSaid(text) { $("#clip-said").hidden = false; $("#clip-said").textContent = text; }

if (localStorage.getItem("sessen.theme")) document.documentElement.dataset.theme = localStorage.getItem("sessen.theme");
$("[data-act=full]").hidden = !document.fullscreenEnabled; // as in the frame of an editor
speak();
nameKeys();
status("drawing");
listen({ scenes, show, clip: (told) => clipSaid(told.said) }, () => { if (state.view) { answered(); look(); } }, () => status("lost"));
