// The narration of the step that is looked at: what is to be said, and a recording of it by whoever looks.
import { Microphone } from "./microphone.js";
import { ask } from "./server.js";
import { element, say } from "./words.js";

const $ = (selector) => document.querySelector(`#narration ${selector}`);
const count = document.querySelector("#count");
const LEAD = 300; // milliseconds of a step before its narration begins, as in the video
const TOO_LOUD = 0.985;
const MOST_NAMED = 6; // words that were not heard
// What can be done in each state of the panel.
const BUTTONS = {
  shut: ["setUp"], open: ["record"], counting: ["cancel"], recording: ["stop"], sending: [],
  made: ["listen", "keep", "again", "drop"], bad: ["again", "drop"], there: ["replace", "listen", "drop"],
};

export class Narration {
  #mode = "shut";
  #told = null; // what is said in each step, and by whom
  #asked = "";
  #take = null; // the recording that is made, its step and what came of it
  #left = [];
  #line = "";
  #microphone = new Microphone();
  #audio = new Audio();

  constructor(player, view, playOnce) {
    [this.player, this.view, this.playOnce] = [player, view, playOnce];
    this.panel = document.querySelector("#narration");
    this.panel.addEventListener("toggle", () => { this.refresh(); if (!this.panel.open && this.#mode === "open") this.#shut(); });
    addEventListener("focus", () => this.refresh(true));
    addEventListener("beforeunload", (event) => { if (this.#microphone.busy) event.preventDefault(); });
    $("#microphone").addEventListener("change", (event) => this.#open(event.target.value));
    this.#microphone.addEventListener("level", ({ level }) => this.#level(level));
    this.#microphone.addEventListener("unsent", () => this.#say(say("unsent"), "warning"));
    this.#microphone.addEventListener("sent", () => { if (this.#line === say("unsent")) this.#say(""); });
    this.#microphone.addEventListener("lost", () => { if (this.#mode === "recording") this.stop(); else this.#set("shut"); this.#say(say("microphoneLost"), "warning"); });
    this.draw();
  }

  // -- what is to be said ---------------------------------------------------------------------------------------

  // A recording that was neither kept nor dropped is offered again; the one that is being made is none of these.
  show(told) {
    this.#left = told.left.filter((each) => each.id !== this.#take?.id);
    if (this.#left.length && this.#mode === "shut") this.panel.open = true;
    this.refresh();
    this.draw();
  }

  async refresh(again = false) {
    const view = this.view();
    if (!view || !this.panel.open) return;
    const wanted = JSON.stringify(view);
    if (wanted === this.#asked && !again) return;
    this.#asked = wanted;
    try {
      const told = await ask("narration", view);
      if (wanted === this.#asked) this.#told = told;
    } catch (error) {
      this.#say([error.message, error.cure].filter(Boolean).join("\n"), "wrong");
    }
    this.draw();
  }

  get #step() { return this.#take?.step ?? this.player.step?.name ?? ""; }

  draw() {
    const own = this.#told?.steps[this.#step];
    $(".step").textContent = this.#step;
    $(".kind").textContent = own ? say(`take.${own.take}`) : "";
    $(".prompter").lang = this.#told?.language ?? "";
    $(".prompter").replaceChildren(...(own?.sentences ?? []).map((each) => {
      const line = element("p", each.text);
      if (each.spoken !== each.text) line.append(element("small", each.spoken));
      return line;
    }));
    const names = BUTTONS[this.#mode];
    $(".buttons").replaceChildren(...names.map((name, place) => this.#button(name, place)));
    $(".source").hidden = ["shut", "made", "bad", "there"].includes(this.#mode);
    $("#microphone").disabled = this.#mode !== "open";
    $(".left").replaceChildren(...(["shut", "open"].includes(this.#mode) ? this.#left.map((each) => this.#leftOver(each)) : []));
    $(".line").textContent = this.#mode === "sending" ? say("sending") : this.#line;
    this.panel.dataset.mode = this.#mode;
  }

  #button(name, place) {
    const button = element("button", say(name), { type: "button", "data-do": name, class: place === 0 ? "primary" : null });
    button.disabled = name === "record" && !this.#told?.steps[this.#step];
    button.addEventListener("click", () => this[name]());
    return button;
  }

  #leftOver(each) {
    const text = say("leftOver").replace("{step}", each.step).replace("{seconds}", each.seconds).replace("{begun}", each.begun);
    const item = element("li", text);
    const button = element("button", say("takeUp"), { type: "button", "data-left": each.id });
    button.addEventListener("click", () => this.#finish({ id: each.id, step: each.step }));
    item.append(button);
    return item;
  }

  #set(mode) { this.#mode = mode; this.draw(); }

  #say(text, kind = "") { this.#line = text; $(".line").dataset.kind = kind; $(".line").textContent = text; }

  // -- the microphone -------------------------------------------------------------------------------------------

  setUp() { return this.#open(); }

  async #open(device = "") {
    this.#say("");
    try {
      await this.#microphone.start(device);
      const known = await this.#microphone.devices();
      $("#microphone").replaceChildren(...known.map((each, place) => element("option", each.label || `${say("microphone")} ${place + 1}`, { value: each.deviceId })));
      $("#microphone").value = this.#microphone.device;
      this.#set("open");
    } catch (error) {
      this.#shut();
      this.#say(say({ NotAllowedError: "microphoneDenied", NotFoundError: "microphoneNone", Error: "microphoneClosed" }[error.name] ?? "microphoneClosed"), "wrong");
    }
  }

  #shut() { this.#microphone.close(); this.#set("shut"); }

  #level(level) {
    const shown = Math.max(0, 1 + Math.log10(Math.max(level, 1e-4)) / 3); // from -60 decibels up
    $("#level span").style.width = `${100 * shown}%`;
    $("#level").dataset.loud = level >= TOO_LOUD;
    $("#level").setAttribute("aria-valuenow", Math.round(100 * shown));
    if (level >= TOO_LOUD && this.#mode === "recording") this.#say(say("tooLoud"), "warning");
    if (this.#mode === "recording") count.dataset.seconds = count.textContent = `● ${this.#microphone.seconds.toFixed(1)} s`;
  }

  // -- a recording ----------------------------------------------------------------------------------------------

  // The key: whatever comes next.
  next() {
    if (!this.panel.open) { this.panel.open = true; return; }
    const [name] = BUTTONS[this.#mode];
    if (name && !$(`[data-do=${name}]`)?.disabled) this[name]();
  }

  async record() {
    const step = this.#step;
    this.#say("");
    this.player.pause();
    this.player.go(this.player.index, 0);
    this.#take = { step };
    this.#set("counting");
    try {
      const begun = ask("record", { ...this.view(), step, rate: this.#microphone.rate });
      for (const number of [3, 2, 1]) {
        this.#count(String(number));
        await new Promise((resolve) => setTimeout(resolve, 1000));
        if (this.#mode !== "counting") return;
      }
      this.#take.id = (await begun).id;
      if (this.#mode !== "counting") { this.drop(); return; }
    } catch (error) {
      this.#count("");
      this.#take = null;
      this.#set("open");
      this.#say([error.message, error.cure].filter(Boolean).join("\n"), "wrong");
      return;
    }
    this.#microphone.record(this.#take.id);
    this.#set("recording");
    this.playOnce();
  }

  cancel() { this.#count(""); this.#take = null; this.#set("open"); }

  #count(text) { count.hidden = !text; count.textContent = text; }

  async stop() {
    if (this.#mode !== "recording") return;
    this.#count("");
    this.#set("sending");
    try { await this.#microphone.stop(); } catch (error) { this.#failed(error); return; }
    await this.#finish(this.#take);
  }

  async #finish(take) {
    this.#take = take;
    this.#set("sending");
    try { this.#made(await ask("finish", { id: take.id })); } catch (error) { this.#failed(error); }
  }

  #made(told) {
    const named = told.doubts.slice(0, MOST_NAMED).map((each) => `“${each.word}” ${each.seconds.toFixed(1)} s`);
    const more = told.doubts.length - named.length;
    const words = [...named, ...(more > 0 ? [say("more").replace("{count}", more)] : [])].join(", ");
    this.#set("made");
    if (!told.aligned) this.#say(say("notAligned"));
    else if (words) this.#say(say("notHeard").replace("{words}", words), "warning");
    else this.#say(say("allHeard"), "good");
  }

  #failed(error) {
    this.#set("bad");
    this.#say([error.message, error.cure].filter(Boolean).join("\n"), "wrong");
  }

  // As in the video: the picture from its beginning, and the voice a moment later.
  listen() {
    this.#audio.src = `take/${this.#take.id}.opus`;
    const index = this.player.steps.findIndex((step) => step.name === this.#take.step);
    if (index >= 0 && index !== this.player.index) this.player.go(index, 0);
    this.playOnce();
    setTimeout(() => this.#audio.play().catch(() => this.#say(say("cannotPlay"), "wrong")), LEAD);
  }

  async keep(replace = false) {
    try {
      const told = await ask("keep", { id: this.#take.id, replace });
      if (told.there) { this.#set("there"); this.#say(say("thereIs"), "warning"); return; }
      this.#done(say("keptAs").replace("{file}", told.kept), "good");
    } catch (error) { this.#failed(error); }
  }

  replace() { return this.keep(true); }

  async again() {
    await this.drop();
    if (!this.#microphone.open) await this.#open();
    if (this.#mode === "open") await this.record();
  }

  async drop() {
    const { id } = this.#take ?? {};
    if (id) await ask("drop", { id }).catch(() => {});
    this.#done("");
  }

  #done(text, kind = "") {
    this.#audio.pause();
    this.#count("");
    this.#left = this.#left.filter((each) => each.id !== this.#take?.id);
    this.#take = null;
    this.#set(this.#microphone.open ? "open" : "shut");
    this.#say(text, kind);
    this.refresh(true);
  }
}
