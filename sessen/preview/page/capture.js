// Runs beside the page, where sound comes in: hands it on in pieces of a twentieth of a second.
class Capture extends AudioWorkletProcessor {
  #piece = new Float32Array(Math.round(sampleRate / 20));
  #filled = 0;

  process([input]) {
    const heard = input[0];
    if (!heard) return true;
    for (const sample of heard) {
      this.#piece[this.#filled++] = sample;
      if (this.#filled < this.#piece.length) continue;
      this.port.postMessage(this.#piece);
      this.#filled = 0;
    }
    return true;
  }
}
registerProcessor("capture", Capture);
