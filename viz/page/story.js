// The story: steps that each show a state of the map, with a text beside it.

import { el } from "./elements.js";

export function makeStory(element, model, onStep) {
  const { story } = model.island;
  element.hidden = !story.length;
  const title = el("h2", { id: "story-title" });
  const text = el("p", {});
  const count = el("span", { class: "quiet" });
  const back = el("button", { type: "button", id: "story-back", onclick: () => onStep(at - 1) }, "Back");
  const next = el("button", { type: "button", id: "story-next", onclick: () => onStep(at + 1) }, "Next");
  let at = -1;
  element.append(el("div", { class: "words" }, title, text), el("p", { class: "steps" }, count, back, next));
  return function update(state) {
    if (!story.length) return;
    at = state.step;
    const step = story[at];
    title.textContent = step ? step[0] : "A story in this map";
    text.textContent = step ? step[1] : "";
    text.hidden = !text.textContent;
    count.textContent = step ? `${at + 1} of ${story.length}` : `${story.length} steps`;
    next.textContent = step ? "Next" : "Begin";
    back.disabled = at < 0;
    next.disabled = at === story.length - 1;
  };
}
