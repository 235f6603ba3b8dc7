// The box to write in: who speaks, to whom, and sending it.

const box = document.getElementById("words");
const form = document.getElementById("composer");
const problem = document.getElementById("problem");
const send = document.getElementById("send");
const to = document.getElementById("to");
const reads = document.getElementById("reads");

/** `where()` tells whether the private talk is open; `onSpeaker(id)` is called when another member speaks. */
export class Composer {
  constructor({ where, onSpeaker }) {
    this.where = where;
    this.attempt = null; // what was last tried, so that trying it again has the same key
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    box.addEventListener("input", () => this.changed());
    form.addEventListener("change", (event) => {
      if (event.target.name === "member") onSpeaker(this.speaker);
      this.refresh();
    });
    this.refresh();
  }

  get speaker() {
    return new FormData(form).get("member");
  }

  /** Fit the box to who speaks, where and to whom. */
  refresh() {
    const name = form.querySelector("[name=member]:checked").parentElement.querySelector(".speaker-name").textContent;
    const toGroup = !this.where() && new FormData(form).get("to") === "group";
    to.hidden = this.where();
    form.className = `composer voice-${this.speaker}${toGroup ? " to-group" : ""}`;
    if (this.where()) box.placeholder = `${name}, to Chorus alone…`;
    else box.placeholder = toGroup ? `${name}, to the group…` : `What do you want to hear, ${name}?`;
    reads.textContent = toGroup
      ? "Chorus does not read this, unless it starts with “@chorus”."
      : "Chorus reads only what is addressed to it.";
    this.changed();
  }

  /** Put `text` into the box and send it, always to Chorus. */
  async say(text, { inPrivate = this.where() } = {}) {
    box.value = text;
    this.changed();
    await this.submit({ toBot: true, inPrivate });
  }

  async submit({ toBot = this.where() || new FormData(form).get("to") === "chorus", inPrivate = this.where() } = {}) {
    const text = box.value.trim();
    if (!text || send.disabled) return;
    const said = { member: this.speaker, channel: inPrivate ? "dm" : "general", text, to_bot: toBot };
    const same = JSON.stringify(said);
    if (this.attempt?.same !== same) this.attempt = { same, key: uuid() };
    send.disabled = true;
    const sentence = await post({ ...said, key: this.attempt.key });
    send.disabled = false;
    this.tell(sentence);
    if (sentence) return;
    this.attempt = null;
    if (box.value.trim() === text) box.value = "";
    this.changed();
  }

  tell(sentence) {
    problem.textContent = sentence;
    problem.hidden = !sentence;
  }

  changed() {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
    form.classList.toggle("is-empty", !box.value.trim());
  }
}

/** Return the sentence that says what went wrong, or "" when it was taken. */
async function post(said) {
  try {
    const answer = await fetch("/playground/say", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
    if (answer.ok) return "";
    return (await answer.json()).sentence;
  } catch {
    return "Chorus cannot be reached just now. Your words are still in the box.";
  }
}

/** A random UUID; `crypto.randomUUID` is missing where a page is served without TLS from another computer. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
