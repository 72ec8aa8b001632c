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

export function listen(handlers, connected, lost) {
  const events = new EventSource(`events/${viewer}`);
  for (const [kind, handle] of Object.entries(handlers)) events.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  events.onopen = connected;
  events.onerror = () => {
    lost();
    // A browser gives up by itself when the server was gone for good; this page does not.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => listen(handlers, connected, lost), 800);
  };
  addEventListener("pagehide", () => events.close(), { once: true });
}
