// Clips of a deck: reveal.js moves, this only hands it the films, their captions and a few buttons.
(() => {
  const deck = JSON.parse(document.getElementById("clips").textContent);
  const printing = /print-pdf|view=print/i.test(location.search);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Films as blobs: Safari plays no data: addresses, and a blob can be seeked in.
  const address = (base64, type) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes], { type }));
  };

  const films = [...document.querySelectorAll("video[data-clip]")];
  for (const film of films) {
    const clip = deck.films[Number(film.dataset.clip)];
    const track = film.addTextTrack("captions", deck.captions, deck.language);
    for (const [start, end, text] of clip.cues) {
      const cue = new VTTCue(start, end, text);
      cue.line = -2;
      track.addCue(cue);
    }
    track.mode = "hidden";
    if (still) film.controls = true;
    if (!printing) film.src = address(clip.film, "video/mp4");
    clip.film = "";
  }

  // A film with sound may not start before somebody has touched the page; it then starts without its sound.
  const play = (film) => {
    film.currentTime = 0;
    film.muted = false;
    return film.play().catch(() => {
      film.muted = true;
      return film.play().catch(() => {});
    });
  };

  const shown = () => Reveal.getCurrentSlide()?.querySelector("video");
  const show = () => {
    for (const film of films) if (film !== shown()) film.pause();
    const film = shown();
    spread();
    if (film && !printing && !still) play(film);
  };

  // An upright phone has room below the picture: what is said stands there, in letters that can be read.
  const below = document.getElementById("below");
  const spread = () => {
    const room = (innerHeight - (innerWidth * deck.height) / deck.width) / 2;
    document.documentElement.classList.toggle("upright", !printing && room > 190);
    below.textContent = shown()?.parentElement.querySelector(".words")?.textContent ?? "";
  };
  addEventListener("resize", spread);

  const keys = document.getElementById("keys");
  const help = () => (keys.open ? keys.close() : keys.showModal());
  keys.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the slides stay where they are
    if (event.key === "?") help();
  });
  keys.addEventListener("click", () => keys.close());
  addEventListener("keydown", (event) => event.key === "?" && help());

  // The speaker's window is a page of its own: it gets the letters and the language of this one.
  const open_ = window.open.bind(window);
  window.open = (...words) => {
    const other = open_(...words);
    if (other && /Notes$/.test(words[1] ?? "")) setTimeout(() => dress(other.document));
    return other;
  };
  const dress = (page) => {
    page.documentElement.lang = deck.language;
    page.head.append(document.getElementById("face").cloneNode(true));
    const style = page.createElement("style");
    style.textContent = "body, body * { font-family: Deck, system-ui, sans-serif !important }";
    page.head.append(style);
  };

  const press = (id, change) => {
    const button = document.getElementById(id);
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    change(pressed);
  };
  const captions = () =>
    press("captions", (on) => films.forEach((film) => (film.textTracks[0].mode = on ? "showing" : "hidden")));
  const loop = () => press("loop", (on) => {
    films.forEach((film) => (film.loop = on));
    if (on && shown()?.ended) play(shown());
  });
  const fullscreen = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  const print = () => open(`${location.href.split(/[?#]/)[0]}?print-pdf`, "_blank");
  const again = () => shown() && play(shown());

  for (const [id, act] of Object.entries({ captions, loop, fullscreen, print, help }))
    document.getElementById(id).addEventListener("click", act);
  document.getElementById("overview").addEventListener("click", () => Reveal.toggleOverview());

  // The buttons are there while somebody points or touches, and out of the picture otherwise.
  let rest = 0;
  const moved = () => {
    document.documentElement.classList.add("moved");
    clearTimeout(rest);
    rest = setTimeout(() => document.documentElement.classList.remove("moved"), 2500);
  };
  for (const event of ["pointermove", "pointerdown"]) addEventListener(event, moved);

  Reveal.initialize({
    width: deck.width, height: deck.height, margin: 0, center: false, hash: !printing, controls: false,
    transition: "none", backgroundTransition: "none", autoPlayMedia: false, viewDistance: 3, mobileViewDistance: 2,
    pdfSeparateFragments: false, help: false, slideNumber: printing ? false : "c/t", plugins: [RevealNotes],
    keyboard: {
      67: captions, 76: loop, 80: print, 82: again,
      191: (event) => event.key !== "?" && Reveal.togglePause(), // one key, with and without Shift
    },
  }).then(() => {
    if (deck.loop) loop();
    Reveal.on("slidechanged", show);
    show();
    document.documentElement.classList.add("ready");
    if (printing) setTimeout(() => window.print(), 500);
  });
})();
