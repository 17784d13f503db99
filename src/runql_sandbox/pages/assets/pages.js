"use strict";
// Every page works without this script: it adds values under the pointer and search in long lists.
const SVG = "http://www.w3.org/2000/svg";

function followChart(svg) {
  const curves = JSON.parse(svg.dataset.chart);
  const output = svg.closest("figure").querySelector("[data-at]");
  const line = document.createElementNS(SVG, "line");
  line.setAttribute("class", "cross");
  line.setAttribute("y1", "12");
  line.setAttribute("y2", "198");
  line.setAttribute("visibility", "hidden");
  svg.append(line);
  const show = (x) => {
    const rows = [];
    let place = null;
    for (const curve of curves) {
      const point = nearest(curve.points, x);
      if (!point) continue;
      place = place ?? point[0];
      const range = point.length > 4 ? ` (${point[4]} to ${point[5]})` : "";
      rows.push(`${curves.length > 1 ? curve.label + ": " : ""}${point[3]}${range} at ${point[2]}`);
    }
    if (place === null) return;
    line.setAttribute("x1", place);
    line.setAttribute("x2", place);
    line.setAttribute("visibility", "visible");
    output.textContent = rows.slice(0, 10).join("\n");
  };
  const hide = () => {
    line.setAttribute("visibility", "hidden");
    output.textContent = "";
  };
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    show(((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width);
  });
  svg.addEventListener("pointerleave", hide);
  // The same by keys: the arrows go from bucket to bucket of the first curve.
  const points = curves.length ? curves[0].points : [];
  if (!points.length) return;
  let index = points.length - 1;
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("focus", () => show(points[index][0]));
  svg.addEventListener("blur", hide);
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -points.length, End: points.length };
    if (!(event.key in steps)) return;
    event.preventDefault();
    index = Math.min(points.length - 1, Math.max(0, index + steps[event.key]));
    output.setAttribute("aria-live", "polite");
    show(points[index][0]);
  });
}

function nearest(points, x) {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < x) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  const after = points[low];
  return before && Math.abs(before[0] - x) < Math.abs(after[0] - x) ? before : after;
}

function searchIn(input, items, textOf) {
  const apply = () => {
    const wanted = input.value.trim().toLowerCase();
    for (const item of items) item.hidden = !textOf(item).toLowerCase().includes(wanted);
  };
  input.addEventListener("input", apply);
  // Enter would send the form around it.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  apply();
}

for (const svg of document.querySelectorAll("svg[data-chart]")) followChart(svg);

for (const figure of document.querySelectorAll("figure.chart")) {
  const output = figure.querySelector("[data-at]");
  if (!output) continue;
  figure.addEventListener("pointerover", (event) => {
    const fact = event.target.closest("[data-fact]");
    if (fact) output.textContent = fact.dataset.fact;
  });
}

for (const keys of document.querySelectorAll("[data-keys]")) {
  searchIn(keys.querySelector("[data-keys-search]"), keys.querySelectorAll("tbody tr"), (row) => row.textContent);
}

for (const input of document.querySelectorAll("[data-columns-search]")) {
  const labels = input.closest("details").querySelectorAll("fieldset label");
  searchIn(input, labels, (label) => label.textContent);
}

// The usual columns stay out of the address as long as nobody changes them.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    const boxes = [...form.querySelectorAll("input[data-usual]")];
    if (boxes.every((box) => box.checked === box.defaultChecked)) {
      for (const box of boxes) box.disabled = true;
    }
    for (const field of form.querySelectorAll("input[type=search], input[type=text]")) {
      if (!field.value) field.disabled = true;
    }
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.filters :disabled")) field.disabled = false;
});
