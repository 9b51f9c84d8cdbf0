// Points in the plane, the chain of corners that is being built, and the triple whose turn is tested.
//
//   texts   for each point what was typed, such as "0.2 1/3"
//   at      for each point its place in the drawing
//   names   for each point what is written on it
//   frame   [x, y, unit]: the numbers at the drawing's origin, and how much of the drawing is 1
//   done    the points of a chain that is finished
//   chain   the points of the chain that is being built, or of the whole ring at the end
//   triple  three points, or null
//   float   [value, sign] of the triple's area as floating point has it, or null
//   exact   the same as fractions have it
//   closed  whether the chain is a ring
//
// Readers can drag the points: `hull.drag` says which one lies below a place, and what they have typed by moving it.
import { COLOURS, INK, MUTED, PAPER, group, label, mark, round } from "../marks.mjs";

const [WIDTH, FLOOR, HEIGHT] = [480, 250, 304];
const RADIUS = 10.5;
const COLOUR = { 1: COLOURS[0], "-1": COLOURS[1], 0: COLOURS[2] };

const path = (at, points, closed) =>
  points.map((index, place) => `${place ? "L" : "M"}${at[index].map(round).join(" ")}`).join("") + (closed ? "Z" : "");

export function hull({ at, names, done, chain, triple, float, exact, closed }) {
  const way = (key, points, attributes) =>
    points.length > 1 ? [mark("path", key, { d: path(at, points, closed), fill: "none", ...attributes })] : [];

  const disc = ([x, y], index) => {
    const tested = triple?.includes(index);
    const kept = chain.includes(index) || done.includes(index);
    return group(`point ${index}`, x, y, [
      mark("circle", "disc", { r: RADIUS, fill: PAPER, "stroke-width": tested ? 3 : 2,
        stroke: tested ? COLOUR[exact[1]] : kept ? COLOURS[0] : MUTED }),
      label("name", 0, 4.5, names[index], { "font-size": 13 }),
    ]);
  };

  // What each arithmetic says, side by side; if they disagree, both stand out.
  const says = (name, left, [value, sign]) =>
    group(name, left, FLOOR + 12, [
      mark("rect", "box", { width: 220, height: 38, rx: 6, fill: COLOUR[sign], "fill-opacity": 0.1, stroke: COLOUR[sign],
        "stroke-width": float[1] === exact[1] ? 1 : 3 }),
      label("name", 12, 24, name, { "text-anchor": "start", fill: MUTED, "font-size": 13 }),
      label("value", 208, 24, sign ? `${value} ${sign > 0 ? ">" : "<"} 0`.replaceAll("-", "−") : value,
        { "text-anchor": "end" }),
    ]);

  return {
    width: WIDTH,
    height: HEIGHT,
    marks: [
      ...way("done", done, { stroke: COLOURS[0], "stroke-width": 2 }),
      ...way("chain", chain, { stroke: COLOURS[0], "stroke-width": 2, fill: closed ? COLOURS[0] : "none",
        "fill-opacity": 0.12 }),
      ...(triple ? way("triple", triple, { stroke: COLOUR[exact[1]], "stroke-width": 4,
        "stroke-dasharray": exact[1] === 1 ? "none" : "7 4" }) : []),
      ...at.map(disc),
      ...(triple ? [says("float", 12, float), says("Fraction", 248, exact)] : []),
    ],
  };
}

// A point of the drawing as text, with as many digits as a place in it tells apart.
function typed([x, y], [left, bottom, unit]) {
  const digits = Math.min(Math.max(Math.ceil(Math.log10(unit)), 0), 17);
  return [left + x / unit, bottom - y / unit].map((number) => String(Number(number.toFixed(digits)))).join(" ");
}

hull.drag = {
  grab({ at }, x, y) {
    const far = at.map(([left, top]) => Math.hypot(left - x, top - y));
    const nearest = far.indexOf(Math.min(...far));
    return far[nearest] <= 2 * RADIUS ? nearest : null;
  },
  move(state, index, x, y) {
    const place = [Math.min(Math.max(x, RADIUS + 2), WIDTH - RADIUS - 2), Math.min(Math.max(y, RADIUS + 2), FLOOR - 6)];
    const put = (all, one) => all.map((old, other) => (other === index ? one : old));
    return { ...state, at: put(state.at, place), texts: put(state.texts, typed(place, state.frame)), done: [],
      chain: [], triple: null, float: null, exact: null, closed: false };
  },
  input: ({ texts }) => ({ points: texts.join(", ") }),
};
