// The parts of a reply: paragraphs, links, rows of tracks, choices.

import { coverOf } from "./cover.js";
import { clockTime, linkTo, make, tracks } from "./elements.js";

const ROWS_SHOWN = 6; // of a long list in the chat; the rest is one press away

/** The element for a part; `onChoice(says)` is called when one of its buttons is pressed. */
export function partOf(part, onChoice) {
  switch (part.kind) {
    case "paragraph":
      return make("p", { class: "said" }, part.text);
    case "link":
      return make("p", {}, linkTo(part.url, { class: "way" }, part.label));
    case "rows":
      return rowsOf(part.rows);
    case "choices":
      return choicesOf(part.choices, onChoice);
    default:
      return make("span");
  }
}

function rowsOf(rows) {
  const list = listOf(rows.slice(0, ROWS_SHOWN));
  if (rows.length <= ROWS_SHOWN) return list;
  const rest = rows.slice(ROWS_SHOWN);
  const more = make("details", { class: "more" }, make("summary", {}, `${tracks(rest.length)} more`), listOf(rest));
  return make("div", {}, list, more);
}

function listOf(rows) {
  return make("ol", { class: "hits" }, ...rows.map(rowOf));
}

function rowOf(row) {
  return make("li", { class: "hit", value: row.number },
    make("span", { class: "hit-number", "aria-hidden": "true" }, String(row.number)),
    coverOf(row),
    make("span", { class: "hit-words" },
      linkTo(row.url, { class: "hit-title" }, row.title),
      make("span", { class: "hit-credit" }, row.credit),
      row.note ? make("span", { class: "hit-note" }, row.note) : null),
    make("span", { class: "time" }, clockTime(row.seconds)));
}

function choicesOf(choices, onChoice) {
  const buttons = choices.map((choice) => {
    const button = make("button", { type: "button", class: "choice" }, choice.label);
    button.addEventListener("click", () => onChoice(choice.says));
    return button;
  });
  return make("div", { class: "choices" }, ...buttons);
}
