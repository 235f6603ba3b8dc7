// The bar on a narrow screen that leads from the chat to the list, and back.

import { runningTime, tracks } from "./elements.js";

const jump = document.getElementById("jump");
const [text, facts] = [document.getElementById("jump-text"), document.getElementById("jump-facts")];
const section = document.getElementById("playlist");
let panel = null;
let isAtList = false;

new IntersectionObserver(([entry]) => {
  isAtList = entry.isIntersecting;
  refresh();
}, { rootMargin: "-45% 0px -45% 0px" }).observe(section);

/** Tell the bar what there is to jump to. */
export function showInBar(newest) {
  panel = newest;
  refresh();
}

function refresh() {
  jump.hidden = false;
  jump.href = isAtList ? "#chat" : "#playlist";
  jump.classList.toggle("is-back", isAtList);
  jump.classList.toggle("is-quiet", !panel && !isAtList);
  facts.textContent = panel && !isAtList ? `${tracks(panel.rows.length)} · ${runningTime(panel.seconds)}` : "";
  if (isAtList) text.textContent = "Back to the chat";
  else text.textContent = panel ? panel.title : "The list is still empty";
}
