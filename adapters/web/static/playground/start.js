// The playground's page: puts the pieces together.

import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { follow } from "./feed.js";
import { showInBar } from "./jump.js";
import { Places } from "./places.js";
import { showPlaylist } from "./playlist.js";

const small = matchMedia("(max-width: 60rem), (max-height: 50rem)"); // there the talk needs the room
const examples = document.getElementById("try");

const chat = new Chat((place, says) => composer.say(says, { inPrivate: place !== "general" }));
const places = new Places({
  speaker: () => document.querySelector(".speaker input:checked").value,
  onMove: () => {
    composer.refresh();
    chat.toEnd(places.open);
  },
});
const composer = new Composer({
  where: () => places.inPrivate,
  onSpeaker: () => {
    places.refresh();
    chat.toEnd(places.open);
  },
});
places.refresh();

for (const button of document.querySelectorAll("[data-says]")) {
  button.addEventListener("click", () => composer.say(button.dataset.says));
}

const EVENTS = {
  entry({ place, entry }) {
    chat.add(place, entry);
    if (entry.author === "chorus") places.news(place);
    if (small.matches) examples.open = false;
  },
  withdrawn({ place, key }) {
    chat.withdraw(place, key);
  },
  status({ place, answers, text }) {
    chat.tell(place, answers, text);
  },
  panel({ place, panel, answers }) {
    chat.answered(answers);
    if (place !== "general") return;
    showPlaylist(panel);
    showInBar(panel);
  },
};

follow(
  (state) => {
    chat.load(state);
    showPlaylist(state.panel, { calm: true });
    showInBar(state.panel);
    if (small.matches && state.places.general.length) examples.open = false;
  },
  (kind, body) => EVENTS[kind](body),
);
