// The transcripts: one for the channel, one for each member's private talk with Chorus.

import { faceOf, make } from "./elements.js";
import { partOf } from "./parts.js";

const TOGETHER_MS = 4 * 60 * 1000; // entries of one author this close share a head
const PATIENCE_MS = 45 * 1000; // after that nobody believes that Chorus still thinks

/** The transcripts of every place. `onChoice(place, says)` is called when a button in one is pressed. */
export class Chat {
  constructor(onChoice) {
    this.onChoice = onChoice;
    this.places = new Map();
    for (const log of document.querySelectorAll(".log")) {
      const [entries, thinking] = [log.querySelector(".entries"), log.querySelector(".thinking")];
      this.places.set(log.dataset.place, { log, entries, thinking, last: null, waitsFor: null, timer: 0, order: [] });
    }
    this.names = new Map();
  }

  /** Show everything anew. */
  load(state) {
    this.names = new Map(state.members.map((member) => [member.id, member.name]));
    for (const [id, entries] of Object.entries(state.places)) {
      const place = this.places.get(id);
      place.entries.setAttribute("aria-live", "off"); // what was there before is not news
      place.entries.replaceChildren();
      Object.assign(place, { last: null, order: [] });
      this.stopWaiting(place);
      for (const entry of entries) this.show(id, entry);
      place.entries.setAttribute("aria-live", "polite");
      if (entries.length) this.toEnd(id);
    }
    for (const { place, answers, text } of state.statuses) this.tell(place, answers, text);
  }

  /** Show one more entry. */
  add(placeId, entry) {
    const place = this.places.get(placeId);
    const atEnd = isAtEnd(place.log);
    this.show(placeId, entry);
    if (entry.author === "chorus") this.answered(entry.answers);
    else if (entry.to_bot) this.wait(place, entry.key);
    if (atEnd || entry.author !== "chorus") this.toEnd(placeId);
  }

  /** Take out a message that Chorus could not take. */
  withdraw(placeId, key) {
    const place = this.places.get(placeId);
    place.entries.querySelector(`[data-key="${CSS.escape(key)}"]`)?.remove();
    if (place.waitsFor === key) this.stopWaiting(place);
    place.last = null;
  }

  /** Note that the message with this key, and so those before it in its place, got an answer. */
  answered(key) {
    for (const place of this.places.values()) {
      const [known, waited] = [place.order.indexOf(key), place.order.indexOf(place.waitsFor)];
      if (key && known >= 0 && known >= waited) this.stopWaiting(place);
    }
  }

  /** Show what Chorus is doing about the message with the key `answers`; without a text, no more. */
  tell(placeId, answers, text) {
    const place = this.places.get(placeId);
    if (text) {
      const atEnd = isAtEnd(place.log);
      const waitsFor = place.waitsFor ?? answers; // one that was said later still waits, too
      this.wait(place, waitsFor, text);
      if (atEnd) this.toEnd(placeId);
    } else if (place.waitsFor === answers) {
      this.stopWaiting(place);
    } else if (place.waitsFor) {
      this.wait(place, place.waitsFor);
    }
  }

  toEnd(placeId) {
    const { log } = this.places.get(placeId);
    log.scrollTop = log.scrollHeight;
  }

  show(placeId, entry) {
    const place = this.places.get(placeId);
    if (entry.key) place.order.push(entry.key);
    if (entry.author === "chorus") withdrawChoices(place.entries); // "Undo" under an old answer would undo the newest
    const follows = place.last && place.last.author === entry.author && place.last.to_bot === entry.to_bot &&
      new Date(entry.at) - new Date(place.last.at) < TOGETHER_MS;
    place.entries.append(this.entryOf(placeId, entry, follows));
    place.last = entry;
  }

  entryOf(placeId, entry, follows) {
    const isChorus = entry.author === "chorus";
    const name = isChorus ? "Chorus" : this.names.get(entry.author) ?? entry.author;
    const kind = `entry ${isChorus ? "of-chorus" : "of-member"}${follows ? " follows" : ""}${entry.to_bot ? "" : " aside"}`;
    const parts = entry.parts.map((part) => partOf(part, (says) => this.onChoice(placeId, says)));
    return make("article", { class: kind, "data-key": entry.key },
      isChorus ? markOf() : faceOf(name),
      make("div", { class: "entry-body" }, headOf(name, entry, follows), make("div", { class: "parts" }, ...parts)));
  }

  wait(place, key, text = "Chorus is thinking…") {
    this.stopWaiting(place);
    place.waitsFor = key;
    place.thinking.replaceChildren(markOf(), make("span", {}, text));
    place.thinking.hidden = false;
    place.timer = setTimeout(() => this.stopWaiting(place), PATIENCE_MS);
  }

  stopWaiting(place) {
    clearTimeout(place.timer);
    place.waitsFor = null;
    place.thinking.hidden = true;
  }
}

function headOf(name, entry, follows) {
  const at = new Date(entry.at);
  return make("p", { class: follows ? "head unseen" : "head" },
    make("span", { class: "author" }, name),
    make("time", { datetime: entry.at }, at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })),
    entry.to_bot ? null : make("span", { class: "aside-mark" }, "to the group, not read by Chorus"));
}

function markOf() {
  const mark = document.querySelector(".mark").cloneNode(true);
  return make("span", { class: "face of-mark", "aria-hidden": "true" }, mark);
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 120;
}

function withdrawChoices(entries) {
  for (const choices of entries.querySelectorAll(".choices")) choices.remove();
}
