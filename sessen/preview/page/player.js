// Shows one frame of one step, from a picture or from a video, and plays on from there.
const stage = document.querySelector("#stage");
const still = document.querySelector("#still");
const videos = [...document.querySelectorAll("video.motion")];

export class Player extends EventTarget {
  steps = [];
  rate = 15;
  index = 0;
  frame = 0;
  atEnd = true; // of the step, however many frames it comes to have
  playing = false;
  loop = false;
  all = true;
  speed = 1;
  #front = videos[0];
  #ticket = 0;

  constructor() {
    super();
    for (const video of videos) {
      video.addEventListener("ended", () => video === this.#front && this.#ended());
      video.addEventListener("timeupdate", () => this.#moved(video));
    }
    const tick = () => { if (this.playing) this.#moved(this.#front); requestAnimationFrame(tick); };
    tick();
  }

  get step() { return this.steps[this.index]; }
  frames(step = this.step) { return step?.frames ?? 75; }
  get last() { return Math.max(0, this.frames() - 1); }

  // New pictures for what is shown: the place stays, by the step's name and the frame in it.
  update(steps, rate) {
    const name = this.step?.name;
    this.steps = steps;
    this.rate = rate;
    const found = steps.findIndex((step) => step.name === name);
    this.index = found < 0 ? Math.min(this.index, Math.max(0, steps.length - 1)) : found;
    this.frame = this.atEnd ? this.last : Math.min(this.frame, this.last);
    this.#show();
  }

  // A picture of what is not known in steps yet.
  glance(source) { this.#showStill(source, ++this.#ticket); }

  go(index, frame = null) {
    if (!this.steps.length) return;
    this.index = Math.max(0, Math.min(index, this.steps.length - 1));
    this.frame = frame === null ? this.last : Math.max(0, Math.min(frame, this.last));
    this.atEnd = this.frame >= this.last;
    this.#show();
    this.dispatchEvent(new Event("step"));
  }

  nudge(by) {
    this.pause();
    const frame = this.frame + by;
    if (frame < 0 && this.index > 0) this.go(this.index - 1);
    else if (frame > this.last && this.index < this.steps.length - 1) this.go(this.index + 1, 0);
    else this.go(this.index, frame);
  }

  toggle() { if (this.playing) this.pause(); else this.play(); }

  play(fromStart = false) {
    if (!this.step) return;
    this.playing = true;
    const over = this.frame >= this.last;
    if (over && !fromStart && this.all && !this.loop && this.index < this.steps.length - 1) this.go(this.index + 1, 0);
    else if (over || fromStart) this.go(this.index, 0);
    else this.#show();
  }

  pause() {
    this.playing = false;
    for (const video of videos) video.pause();
    this.#told();
  }

  setSpeed(speed) {
    this.speed = speed;
    for (const video of videos) video.playbackRate = speed;
  }

  get muted() { return videos[0].muted; }

  // Whether it is heard: browsers let a page make sounds only after somebody has asked for them.
  hear() {
    for (const video of videos) video.muted = !video.muted;
    return !videos[0].muted;
  }

  #ended() {
    if (!this.playing) return;
    if (this.loop) this.go(this.index, 0);
    else if (this.all && this.index < this.steps.length - 1) this.go(this.index + 1, 0);
    else { this.frame = this.last; this.atEnd = true; this.pause(); }
  }

  #moved(video) {
    if (video !== this.#front || !this.playing || video.seeking || !video.classList.contains("shown")) return;
    const frame = Math.min(this.last, Math.floor(video.currentTime * this.rate + 0.01));
    if (frame !== this.frame) { this.frame = frame; this.atEnd = frame >= this.last; this.#told(); }
  }

  #told() { this.dispatchEvent(new Event("moved")); }

  async #show() {
    const ticket = ++this.#ticket;
    const step = this.step;
    this.#told();
    if (!step) return;
    if (!step.motion) {
      if (step.still) await this.#showStill(step.still, ticket);
      return;
    }
    const video = videos.find((each) => each.dataset.source === step.motion) ?? videos.find((each) => each !== this.#front);
    // What is running goes on running when something else of the scene has changed.
    if (this.playing && video === this.#front && video.dataset.source === step.motion && !video.paused && Math.abs(video.currentTime * this.rate - this.frame) < 2) return;
    // The picture is there before the video can be: show it where it is the frame that is wanted.
    if (video.dataset.source !== step.motion && step.still && this.frame >= this.last) this.#showStill(step.still, ticket);
    await this.#seek(video, step.motion, (this.frame + 0.5) / this.rate);
    if (ticket !== this.#ticket) return;
    for (const each of videos) { if (each !== video) { each.pause(); each.classList.remove("shown"); } }
    this.#front = video;
    video.classList.add("shown");
    stage.dataset.source = step.motion;
    this.dispatchEvent(new Event("seen"));
    video.playbackRate = this.speed;
    if (this.playing) video.play().catch(() => this.pause());
    else video.pause();
    this.#preload();
  }

  async #showStill(source, ticket) {
    const picture = new Image();
    picture.src = source;
    try { await picture.decode(); } catch { return; }
    if (ticket !== this.#ticket) return;
    still.src = source;
    stage.dataset.source = source;
    this.dispatchEvent(new Event("seen"));
    for (const video of videos) video.classList.remove("shown");
  }

  #seek(video, source, seconds) {
    return new Promise((resolve) => {
      const seek = () => {
        if (Math.abs(video.currentTime - seconds) < 0.001) { resolve(); return; }
        video.addEventListener("seeked", resolve, { once: true });
        video.currentTime = seconds;
      };
      if (video.dataset.source === source && video.readyState >= 1) { seek(); return; }
      video.dataset.source = source;
      video.addEventListener("loadedmetadata", seek, { once: true });
      video.src = source;
    });
  }

  #preload() {
    const next = this.steps[this.index + 1]?.motion;
    const spare = videos.find((each) => each !== this.#front);
    if (this.playing && this.all && next && spare.dataset.source !== next) {
      spare.dataset.source = next;
      spare.src = next;
    }
  }
}
