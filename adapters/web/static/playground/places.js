// Where the page is: the channel or a member's private talk, and what waits unread elsewhere.

const tabs = { general: document.getElementById("tab-general"), private: document.getElementById("tab-private") };
const nudge = document.getElementById("nudge");

/** The open place. `speaker()` is the id of who speaks, `onMove()` is called after moving to another place. */
export class Places {
  constructor({ speaker, onMove }) {
    this.speaker = speaker;
    this.onMove = onMove;
    this.inPrivate = false;
    this.unread = new Set();
    tabs.general.addEventListener("click", () => this.move(false));
    tabs.private.addEventListener("click", () => this.move(true));
    for (const tab of Object.values(tabs)) tab.addEventListener("keydown", (event) => this.onKey(event));
    nudge.addEventListener("click", () => {
      this.move(true);
      tabs.private.focus();
    });
  }

  get open() {
    return this.inPrivate ? `dm-${this.speaker()}` : "general";
  }

  move(inPrivate) {
    this.inPrivate = inPrivate;
    this.refresh();
    this.onMove();
  }

  /** Note that something was said in `place`. */
  news(place) {
    if (place !== this.open) this.unread.add(place);
    this.refresh();
  }

  /** Show the open place, and dots where something waits. */
  refresh() {
    const [mine, name] = [`dm-${this.speaker()}`, nameOf(this.speaker())];
    this.unread.delete(this.open);
    for (const log of document.querySelectorAll(".log")) log.hidden = log.dataset.place !== this.open;
    document.getElementById("private-name").textContent = name;
    tabs.private.setAttribute("aria-controls", `log-${mine}`);
    select(tabs.general, !this.inPrivate);
    select(tabs.private, this.inPrivate);
    dot(tabs.general, this.unread.has("general"));
    dot(tabs.private, this.unread.has(mine));
    for (const speaker of document.querySelectorAll(".speaker")) {
      dot(speaker, this.unread.has(`dm-${speaker.querySelector("input").value}`));
    }
    nudge.hidden = this.inPrivate || !this.unread.has(mine);
    nudge.textContent = `Chorus wrote to ${name} in private. Read it`;
  }

  onKey(event) {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    this.move(event.key === "End" || (event.key.startsWith("Arrow") && !this.inPrivate));
    (this.inPrivate ? tabs.private : tabs.general).focus();
  }
}

function nameOf(id) {
  return document.querySelector(`.speaker.voice-${id} .speaker-name`).textContent;
}

function select(tab, isSelected) {
  tab.setAttribute("aria-selected", String(isSelected));
  tab.tabIndex = isSelected ? 0 : -1;
}

function dot(element, isShown) {
  element.querySelector(".dot").hidden = !isShown;
}
