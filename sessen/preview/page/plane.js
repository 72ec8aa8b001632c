// A vector on a small plane: dragged with a pointer, moved with the arrow keys.
import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const shape = (name, attributes) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

export function plane(name, vector, moved) {
  let [x, y] = vector;
  const reach = Math.max(5, Math.ceil(Math.max(Math.abs(x), Math.abs(y))) + 1);
  const svg = shape("svg", { viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}`, tabindex: 0, role: "application" });
  for (let line = -reach + 1; line < reach; line += 1) {
    const kind = line === 0 ? "axis" : "grid";
    svg.append(shape("line", { x1: line, x2: line, y1: -reach, y2: reach, class: kind }));
    svg.append(shape("line", { y1: line, y2: line, x1: -reach, x2: reach, class: kind }));
  }
  const arrow = shape("line", { x1: 0, y1: 0, class: "arrow" });
  const tip = shape("circle", { r: 0.3, class: "tip" });
  svg.append(arrow, tip);
  const place = () => {
    arrow.setAttribute("x2", x); arrow.setAttribute("y2", -y);
    tip.setAttribute("cx", x); tip.setAttribute("cy", -y);
    svg.setAttribute("aria-label", `${name} = (${x}, ${y}). ${say("plane")}`);
  };
  const move = (toX, toY, grid) => {
    const round = (value) => Number((Math.round(Math.max(-reach, Math.min(reach, value)) / grid) * grid).toFixed(2));
    [x, y] = [round(toX), round(toY)];
    place();
    moved([x, y]);
  };
  svg.addEventListener("pointerdown", (event) => { svg.setPointerCapture(event.pointerId); drag(event); });
  svg.addEventListener("pointermove", (event) => { if (event.buttons) drag(event); });
  const drag = (event) => {
    const box = svg.getBoundingClientRect();
    const unit = (2 * reach) / box.width;
    move((event.clientX - box.left) * unit - reach, reach - (event.clientY - box.top) * unit, event.shiftKey ? 0.1 : 0.5);
  };
  svg.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? 0.1 : 0.5;
    move(x + by[0] * size, y + by[1] * size, 0.1);
  });
  place();
  svg.set = ([newX, newY]) => { [x, y] = [newX, newY]; place(); };
  return svg;
}
