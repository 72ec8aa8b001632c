// The microphone, and a recording by it: what is heard goes to the server piece by piece, so that nothing is lost of it.
import { ask } from "./server.js";

const MOST = 20000; // samples in one request
const PATIENCE = 700; // milliseconds until the server is tried again

export class Microphone extends EventTarget {
  #stream = null;
  #context = null;
  #recording = null;

  get open() { return Boolean(this.#stream); }
  get device() { return this.#stream?.getAudioTracks()[0]?.getSettings().deviceId ?? ""; }
  get rate() { return this.#context?.sampleRate ?? 0; }
  // Whether there is sound that the server does not have yet.
  get busy() { return Boolean(this.#recording); }

  // What may be chosen; names come only after somebody has allowed the microphone.
  async devices() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter((each) => each.kind === "audioinput" && each.deviceId);
  }

  // As it is: what browsers do for telephone calls spoils a recording.
  async start(deviceId = "") {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error("none");
    this.close();
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
    const wanted = deviceId ? { ...plain, deviceId: { exact: deviceId } } : plain;
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    this.#stream.getAudioTracks()[0].addEventListener("ended", () => { this.close(); this.dispatchEvent(new Event("lost")); });
    await this.#connect();
  }

  async #connect() {
    let source;
    try {
      this.#context = new AudioContext({ sampleRate: 48000 });
      source = this.#context.createMediaStreamSource(this.#stream);
    } catch { // a browser that does not change the rate of a microphone
      this.#context = new AudioContext();
      source = this.#context.createMediaStreamSource(this.#stream);
    }
    await this.#context.audioWorklet.addModule("capture.js");
    const node = new AudioWorkletNode(this.#context, "capture", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => this.#heard(data);
    source.connect(node);
    await this.#context.resume();
  }

  close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#context?.close();
    this.#stream = this.#context = null;
  }

  #heard(piece) {
    const level = piece.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    this.dispatchEvent(Object.assign(new Event("level"), { level }));
    if (this.#recording && !this.#recording.ended) this.#recording.add(piece);
  }

  // Everything that is heard from now on belongs to the recording of that id, until `stop`.
  record(id) {
    this.#recording = new Recording(id, this);
  }

  get seconds() { return this.#recording ? this.#recording.samples / this.rate : 0; }

  // Ends when the server has all of it.
  async stop() {
    const recording = this.#recording;
    try { await recording.end(); } finally { this.#recording = null; }
  }
}

class Recording {
  samples = 0;
  ended = false;
  #pieces = [];
  #sent = 0; // samples that the server has
  #sending = null;

  constructor(id, microphone) { this.id = id; this.microphone = microphone; }

  add(piece) {
    this.#pieces.push(Int16Array.from(piece, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767)));
    this.samples += piece.length;
    this.#sending ??= this.#send();
  }

  async end() {
    this.ended = true;
    while (this.#sending) await this.#sending;
    if (this.failure) throw this.failure;
  }

  async #send() {
    while (this.#sent < this.samples && !this.failure) {
      const next = this.#next();
      try {
        const { size } = await ask("piece", { id: this.id, at: 2 * this.#sent, sound: base64(next) });
        this.#taken(size / 2 - this.#sent);
        this.microphone.dispatchEvent(new Event("sent"));
      } catch (error) {
        if (error.what) { this.failure = error; break; }
        this.microphone.dispatchEvent(new Event("unsent")); // the server is away: it may come again
        await new Promise((resolve) => setTimeout(resolve, PATIENCE));
      }
    }
    this.#sending = null;
  }

  #next() {
    const found = new Int16Array(Math.min(MOST, this.samples - this.#sent));
    let filled = 0;
    for (const piece of this.#pieces) {
      if (filled === found.length) break;
      const part = piece.subarray(0, found.length - filled);
      found.set(part, filled);
      filled += part.length;
    }
    return found;
  }

  #taken(count) {
    this.#sent += count;
    while (count > 0 && this.#pieces.length) {
      const [first] = this.#pieces;
      if (first.length > count) { this.#pieces[0] = first.subarray(count); return; }
      count -= first.length;
      this.#pieces.shift();
    }
  }
}

function base64(samples) {
  const bytes = new Uint8Array(samples.buffer); // every machine that has a browser is little-endian
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(text);
}
