// What happens, as it happens: the whole state once, then every event after it.

const RETRY_MS = 3000;
const KINDS = ["entry", "withdrawn", "panel", "status"];
const offline = document.getElementById("offline");

/** Call `onState(state)` at first and whenever events were missed, and `onEvent(kind, body)` for each event. */
export async function follow(onState, onEvent) {
  const again = () => setTimeout(() => follow(onState, onEvent), RETRY_MS);
  let state;
  try {
    state = await (await fetch("/playground/state")).json();
  } catch {
    offline.hidden = false;
    again();
    return;
  }
  onState(state);
  const source = new EventSource(`/playground/events?after=${encodeURIComponent(state.after)}`);
  for (const kind of KINDS) source.addEventListener(kind, (event) => onEvent(kind, JSON.parse(event.data)));
  source.addEventListener("open", () => { offline.hidden = true; });
  source.addEventListener("resync", () => {
    source.close();
    follow(onState, onEvent);
  });
  source.addEventListener("error", () => {
    offline.hidden = false;
    if (source.readyState === EventSource.CLOSED) again();
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}
