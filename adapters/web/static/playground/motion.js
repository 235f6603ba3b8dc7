// Gentle movement, and none at all where the reader asks for none.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const EASE = "cubic-bezier(.2, .7, .2, 1)";

/** Let moved rows glide from where they were, new ones come in, and mark those that are new or changed. */
export function glide(items, before, fresh, { isNew }) {
  if (!isNew) [...fresh.added, ...fresh.changed].forEach(flash); // in a new list all is new
  if (still.matches) return;
  for (const [key, { element }] of items) {
    const moved = before.has(key) ? before.get(key) - element.getBoundingClientRect().top : 0;
    if (Math.abs(moved) > 1) {
      element.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], { duration: 420, easing: EASE });
    }
  }
  fresh.added.forEach((element, index) => {
    element.animate([{ opacity: 0, transform: "translateY(.6rem)" }, { opacity: 1, transform: "none" }],
      { duration: 360, delay: Math.min(index, 14) * 35, easing: EASE, fill: "backwards" });
  });
}

function flash(element) {
  element.classList.add("fresh");
  setTimeout(() => element.classList.remove("fresh"), 2600);
}
