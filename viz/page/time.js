// The time axis: a year, or all years; a histogram of ties behind it; played only when asked.

import { svg } from "./elements.js";

const STEP = 900;

export function makeTime(root, model, onStop, announce) {
  const slider = root.querySelector("#year");
  const every = root.querySelector("#every");
  const label = root.querySelector("#when");
  const play = root.querySelector("#play");
  const last = model.everyStop - 1;
  let timer = 0;
  let stop = 0;
  slider.max = String(last);
  root.querySelector("#bars").append(...bars(model));
  root.querySelector("#first").textContent = model.stops[0];
  root.querySelector("#last").textContent = model.stops[last];
  const halt = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
    play.setAttribute("aria-label", "Play the years");
  };
  slider.addEventListener("input", () => { halt(); onStop(Number(slider.value)); });
  every.addEventListener("change", () => { halt(); onStop(every.checked ? model.everyStop : Number(slider.value)); });
  root.querySelector("#earlier").addEventListener("click", () => { halt(); onStop(Math.max(0, Number(slider.value) - 1)); });
  root.querySelector("#later").addEventListener("click", () => { halt(); onStop(Math.min(last, Number(slider.value) + 1)); });
  play.addEventListener("click", () => {
    if (timer) {
      halt();
      announce("Paused");
      return;
    }
    if (stop >= last) onStop(0);
    play.textContent = "Pause";
    play.setAttribute("aria-label", "Pause");
    timer = setInterval(() => (stop >= last ? halt() : onStop(stop + 1)), STEP);
  });
  return function update(state) {
    stop = state.stop;
    every.checked = stop === model.everyStop;
    if (stop < model.everyStop) slider.value = String(stop);
    slider.setAttribute("aria-valuetext", model.stops[stop]);
    label.textContent = model.stops[stop];
    root.classList.toggle("is-every", every.checked);
  };
}

/** One bar a year: ties of the selected roles that hold, the documented ones dark. */
function bars(model) {
  const roles = model.island.roles.map(([, isSelected]) => isSelected);
  const years = model.everyStop;
  const counts = Array.from({ length: years }, () => [0, 0]);
  for (const line of model.lines) {
    if (!roles[line.role]) continue;
    for (let at = 0; at < years; at += 1) {
      if (line.status[at] === "3") counts[at][0] += 1;
      else if (line.status[at] === "2") counts[at][1] += 1;
    }
  }
  const most = Math.max(1, ...counts.map(([documented, presumed]) => documented + presumed));
  const chart = svg("svg", { viewBox: `0 0 ${years} 100`, preserveAspectRatio: "none", "aria-hidden": "true" });
  counts.forEach(([documented, presumed], at) => {
    const [low, high] = [(100 * documented) / most, (100 * presumed) / most];
    chart.append(svg("rect", { x: at + 0.12, y: 100 - low - high, width: 0.76, height: high, class: "presumed" }));
    chart.append(svg("rect", { x: at + 0.12, y: 100 - low, width: 0.76, height: low, class: "documented" }));
  });
  return [chart];
}
