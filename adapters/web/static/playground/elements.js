// Making elements. Words from the chat and the music service only ever become text, never markup.

const SVG = "http://www.w3.org/2000/svg";
const VOICES = new Set(["ana", "leo", "mina", "omar", "yuki"]);

/** An element with `attributes` (a `class`, a `type`…; `undefined`, `null` and `false` leave one out) and children. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a drawing. */
export function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** A link that opens beside this page, or plain text where the address is not one to follow. */
export function linkTo(address, attributes, ...children) {
  if (!isWebAddress(address)) return make("span", attributes, ...children);
  return make("a", { ...attributes, href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** The class that gives a member's colour, by id or name. */
export function voiceOf(name) {
  const id = String(name ?? "").toLowerCase();
  return VOICES.has(id) ? `voice-${id}` : "voice-nobody";
}

/** A member's face: their initial in their colour. */
export function faceOf(name, size = "") {
  return make("span", { class: `face ${size} ${voiceOf(name)}`, "aria-hidden": "true" }, Array.from(name)[0] ?? "?");
}

/** "3:07" or "1:02:45". */
export function clockTime(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${hours ? String(minutes).padStart(2, "0") : minutes}:${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${tail}` : tail;
}

/** "48 min" or "1 h 5 min". */
export function runningTime(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/** "1 track" or "12 tracks". */
export function tracks(count) {
  return `${count} ${count === 1 ? "track" : "tracks"}`;
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
