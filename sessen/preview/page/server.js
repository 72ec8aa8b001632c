// What goes to the server and what comes from it. The token is part of the page's address, so names are relative.
export const viewer = crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function ask(what, body) {
  const answer = await fetch(what, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ viewer, ...body }),
  });
  const told = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(told.what), told);
  return told;
}

const MOST_NEWER = 3;

// A browser gives all pages of a server six lines together: one that is not looked at lets its own go for newer ones.
export function listen(handlers, connected, lost) {
  let events;
  let newer = 0;
  const open = () => {
    if (events && events.readyState !== EventSource.CLOSED) return;
    events = new EventSource(`events/${viewer}`);
    for (const [kind, handle] of Object.entries(handlers)) events.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
    events.onopen = connected;
    events.onerror = () => {
      lost();
      // A browser gives up by itself when the server was gone for good; this page does not.
      if (events.readyState === EventSource.CLOSED) setTimeout(open, 800);
    };
  };
  open();
  const pages = new BroadcastChannel("sessen.pages");
  pages.postMessage("here");
  pages.onmessage = () => {
    newer += 1;
    if (newer >= MOST_NEWER && document.hidden) events.close();
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    newer = 0;
    open();
  });
  addEventListener("pagehide", () => events.close());
}
