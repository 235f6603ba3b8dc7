// Covers: the music service's picture, or a tile drawn from the track's own name.

import { draw, make } from "./elements.js";

/** A cover for a row; it says nothing to a screen reader, since the title beside it does. */
export function coverOf(row) {
  const frame = make("span", { class: "cover", "aria-hidden": "true" });
  if (!row.image) {
    frame.append(tileOf(row.uri || row.title));
    return frame;
  }
  const image = make("img", { src: row.image, alt: "", loading: "lazy", decoding: "async", width: 64, height: 64 });
  image.addEventListener("error", () => image.replaceWith(tileOf(row.uri || row.title)), { once: true });
  frame.append(image);
  return frame;
}

/** Rings like those of a record, always the same for the same name. */
function tileOf(name) {
  const seed = seedOf(name);
  const hue = seed % 360;
  const [x, y] = [(seed >>> 9) % 64, (seed >>> 15) % 64];
  const rings = [46, 34, 23, 13, 4].map((radius, index) =>
    draw("circle", { cx: x, cy: y, r: radius, fill: `hsl(${(hue + index * 17) % 360} 45% ${30 + index * 10}%)` }));
  return draw("svg", { viewBox: "0 0 64 64", focusable: "false" },
    draw("rect", { width: 64, height: 64, fill: `hsl(${(hue + 330) % 360} 40% 24%)` }), ...rings);
}

function seedOf(name) {
  let seed = 2166136261; // FNV-1a
  for (const letter of name) seed = Math.imul(seed ^ letter.codePointAt(0), 16777619) >>> 0;
  return seed;
}
