// The live playlist: replaced as a whole by the server, changed on the page piece by piece.

import { glide } from "./motion.js";
import { clockTime, faceOf, linkTo, make, runningTime, tracks, voiceOf } from "./elements.js";
import { coverOf } from "./cover.js";

const section = document.getElementById("playlist");
const [empty, full] = [document.getElementById("list-empty"), document.getElementById("list-full")];
const news = document.getElementById("list-news");
const items = new Map(); // key of a row -> { element, told }
let list = null;

/** Show `panel`, or the invitation where there is none. `calm` shows it without announcing or animating. */
export function showPlaylist(panel, { calm = false } = {}) {
  const isNew = !list;
  empty.hidden = Boolean(panel);
  full.hidden = !panel;
  section.setAttribute("aria-labelledby", panel ? "full-title" : "list-title");
  if (!panel) return;
  list ??= make("ol", { class: "tracks" });
  const keyed = keysOf(panel.rows);
  const change = { added: 0, removed: [...items.keys()].filter((key) => !keyed.has(key)).length };
  const before = new Map([...items].map(([key, { element }]) => [key, element.getBoundingClientRect().top]));
  const focused = full.contains(document.activeElement) ? document.activeElement : null;
  const fresh = arrange(keyed, change);
  full.replaceChildren(...frameOf(panel), list);
  if (focused) (focused.isConnected ? focused : full.querySelector(".open"))?.focus({ preventScroll: true });
  if (calm) return;
  glide(items, before, fresh, { isNew });
  tell(panel, change, isNew);
}

/** Put the rows into the list, keeping the elements of those that did not change; return what is new or changed. */
function arrange(keyed, change) {
  const fresh = { added: [], changed: [] };
  for (const [key, row] of keyed) {
    const told = JSON.stringify({ ...row, number: 0 });
    const known = items.get(key);
    if (known?.told === told) {
      known.element.querySelector(".number").textContent = row.number;
      continue;
    }
    const element = itemOf(row);
    fresh[known ? "changed" : "added"].push(element);
    if (!known) change.added += 1;
    items.set(key, { element, told });
  }
  for (const key of [...items.keys()]) if (!keyed.has(key)) items.delete(key);
  list.replaceChildren(...[...keyed.keys()].map((key) => items.get(key).element));
  return fresh;
}

/** One key for each row; a track that is there twice has two. */
function keysOf(rows) {
  const keyed = new Map();
  for (const row of rows) {
    let key = row.uri;
    while (keyed.has(key)) key += "+";
    keyed.set(key, row);
  }
  return keyed;
}

function itemOf(row) {
  return make("li", { class: "track" },
    make("span", { class: "number", "aria-hidden": "true" }, String(row.number)),
    coverOf(row),
    make("div", { class: "track-words" },
      linkTo(row.url, { class: "track-title" }, row.title),
      make("span", { class: "track-by" }, make("span", { class: "track-credit" }, row.credit), whose(row)),
      row.note ? make("span", { class: "track-note" }, row.note) : null),
    make("span", { class: "time" }, clockTime(row.seconds)));
}

function whose({ member, asked }) {
  if (!member) return null;
  return make("span", { class: `asked ${voiceOf(member)}` }, make("span", { class: "asked-by" }, asked ? "asked by " : "for "), member);
}

function frameOf(panel) {
  const facts = [tracks(panel.rows.length), runningTime(panel.seconds)];
  if (panel.host) facts.push(`in ${panel.host}’s Spotify`);
  return [
    make("div", { class: "list-head" },
      make("p", { class: "kicker" }, panel.ended ? "The session has ended" : "The group’s list, live"),
      make("h2", { id: "full-title" }, panel.title),
      panel.description ? make("p", { class: "about" }, panel.description) : null,
      make("div", { class: "facts" }, make("p", {}, facts.join(" · ")), rosterOf(panel.members)),
      panel.variety ? make("p", { class: "variety" }, panel.variety) : null),
    panel.url ? linkTo(panel.url, { class: "open" }, "Open in Spotify", newTab()) : null,
    sharesOf(panel.rows),
  ].filter(Boolean);
}

function rosterOf(members) {
  if (!members.length) return null;
  return make("p", { class: "roster" },
    make("span", { class: "unseen" }, `In it: ${members.join(", ")}`),
    ...members.map((name) => faceOf(name, "small")));
}

/** Whose list it is: each voice's part of the running time. */
function sharesOf(rows) {
  const shares = new Map();
  for (const row of rows) {
    const name = row.member ?? "for everyone";
    const share = shares.get(name) ?? { seconds: 0, count: 0 };
    shares.set(name, { seconds: share.seconds + row.seconds, count: share.count + 1 });
  }
  if (!shares.size) return null;
  const bar = make("span", { class: "share-bar", "aria-hidden": "true" });
  const legend = make("ul", { class: "share-names", "aria-label": "Whose share is how long" });
  for (const [name, share] of [...shares].sort((one, other) => other[1].seconds - one[1].seconds)) {
    const piece = make("span", { class: voiceOf(name) });
    piece.style.flexGrow = String(Math.max(1, share.seconds));
    bar.append(piece);
    legend.append(make("li", { class: voiceOf(name) }, `${name} `, make("span", {}, runningTime(share.seconds))));
  }
  return make("div", { class: "shares" }, bar, legend);
}

function newTab() {
  return make("span", { class: "unseen" }, " (opens in a new tab)");
}

function tell(panel, change, isNew) {
  const [added, removed] = [change.added && `${change.added} added`, change.removed && `${change.removed} removed`];
  const what = isNew ? "The list has begun" : [added, removed].filter(Boolean).join(", ") || "The list was changed";
  news.textContent = `${what}. ${panel.title}: ${tracks(panel.rows.length)}, ${runningTime(panel.seconds)}.`;
}
