// A plane in true scale: level curves, lines, arrows and points; with it, if wanted, a chart of curves with a marker.
//
//   window   [left, bottom, right, top]: the part of the plane that is seen. All coordinates below are the plane's
//   ticks    [[x, …], [y, …]]: where its edges bear numbers
//   levels   level curves, each [x, y, x, y, …]; a closed one ends where it begins. Cut off at the window, as lines are
//   lines    [style, colour, x, y, x, y, …], with a style of "thin", "bold" or "dashed", and a colour as below
//   arrows   [colour, from x, from y, to x, to y, label, side]; the tip lies in the window
//   points   [colour, x, y, label, side], with a side of "n", "e", "s", "w", "ne", … for the label, which may be ""
//   handle   the arrow that the reader turns, as its place in `arrows`, or null if this frame has none
//   chart    null, or {window, ticks, curves, names}: its own window, stretched as it fits; its ticks as above, or
//            [place, text]; its curves as lines, the first of which is told; names of its axes, [of x, of y]. It stands
//            beside a plane that is about as wide as tall, and below a wide one
//   at       the point of the chart's first curve that has been reached, counted from 0: the curve is strong up to
//            there, and a disc marks the point; or null
//
// A colour is 0 to 3, or -1 for muted, -2 for ink. Keep what does not change in fields of its own: a frame stores only
// the fields that differ from the one before.
//
// plane.pick(states, x, y) returns the state whose handle points nearest to a place in the drawing, or, in the chart,
// the one whose marker is nearest; null where no state has a handle.
import { COLOURS, INK, MUTED, PAPER, label, mark, round } from "../marks.mjs";

const WIDTH = 480;
const [LEFT, TOP, RIGHT, FOOT] = [26, 10, 12, 22]; // room around a box for its numbers
const SIDES = { n: [0, -1], s: [0, 1], e: [1, 0], w: [-1, 0], ne: [1, -1], nw: [-1, -1], se: [1, 1], sw: [-1, 1] };
const NUMBER = { fill: MUTED, "font-size": 12 };
const HALO = { stroke: PAPER, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
const colour = (index) => (index === -1 ? MUTED : COLOURS[index] ?? INK);

// A box of the drawing: its edges, and how it maps its window.
function box([left, bottom, right, top], x, y, width, height) {
  const at = (px, py) => [x + ((px - left) / (right - left)) * width, y + ((top - py) / (top - bottom)) * height];
  return { window: [left, bottom, right, top], x, y, width, height, at };
}

function layout({ window: [left, bottom, right, top], window, chart }) {
  const shape = (right - left) / (top - bottom);
  const beside = chart && shape < 1.3;
  const room = beside ? 236 : WIDTH - LEFT - RIGHT;
  const scale = Math.min(room / (right - left), (chart && !beside ? 210 : 300) / (top - bottom));
  const [width, height] = [scale * (right - left), scale * (top - bottom)];
  const plane = box(window, beside ? LEFT : (WIDTH - width + LEFT - RIGHT) / 2, TOP, width, height);
  let below = TOP + height + FOOT;
  if (!chart) return { plane, height: below };
  const from = beside ? LEFT + width + 46 : 46;
  const drawn = box(chart.window, from, beside ? TOP + 8 : below + 16, WIDTH - RIGHT - from, beside ? height - 8 : 80);
  if (!beside) below = drawn.y + drawn.height + FOOT;
  return { plane, chart: drawn, height: below };
}

// The path of a line through points x, y, x, y, …, cut off at the window of its box (after Liang and Barsky).
function path({ window: [left, bottom, right, top], at }, points) {
  let [drawn, pen] = ["", ""];
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x, y, dx, dy] = [points[i], points[i + 1], points[i + 2] - points[i], points[i + 3] - points[i + 1]];
    let [enter, leave] = [0, 1];
    for (const [towards, apart] of [[-dx, x - left], [dx, right - x], [-dy, y - bottom], [dy, top - y]]) {
      if (towards < 0) enter = Math.max(enter, apart / towards);
      else if (towards > 0) leave = Math.min(leave, apart / towards);
      else if (apart < 0) leave = -1;
    }
    if (enter > leave) continue;
    const [start, end] = [enter, leave].map((part) => at(x + part * dx, y + part * dy).map(round).join(" "));
    drawn += start === pen ? `L${end}` : `M${start}L${end}`;
    pen = end;
  }
  return drawn;
}

const STYLES = { thin: { "stroke-width": 1.5 }, bold: { "stroke-width": 4 },
  dashed: { "stroke-width": 1.5, "stroke-dasharray": "4 4" } };

const line = (box, key, [style, hue, ...points], more = {}) => mark("path", key, { d: path(box, points), fill: "none",
  stroke: colour(hue), "stroke-linejoin": "round", ...STYLES[style], ...more });

const beside = (key, x, y, text, side, hue, away) => {
  const [right, down] = SIDES[side] ?? SIDES.n;
  return label(key, x + right * away, y + 5 + down * away, text, { fill: colour(hue), ...HALO,
    "text-anchor": ["end", "middle", "start"][right + 1] });
};

// The box's edges and the numbers at them.
function frame(box, key, [across, up]) {
  const { x, y, width, height, at, window } = box;
  const pair = (tick) => (Array.isArray(tick) ? tick : [tick, String(tick).replace("-", "−")]);
  const numbers = [
    ...across.map(pair).map(([place, text]) => label(`${key} x ${place}`, at(place, 0)[0], y + height + 16, text, NUMBER)),
    ...up.map(pair).map(([place, text]) => label(`${key} y ${place}`, x - 6, at(0, place)[1] + 4, text,
      { ...NUMBER, "text-anchor": "end" })),
  ];
  const axes = path(box, [window[0], 0, window[2], 0]) + path(box, [0, window[1], 0, window[3]]);
  return [
    mark("rect", `${key} edge`, { x, y, width, height, fill: "none", stroke: MUTED, "stroke-opacity": 0.5 }),
    mark("path", `${key} axes`, { d: axes, fill: "none", stroke: MUTED, "stroke-opacity": 0.5 }),
    ...numbers,
  ];
}

function charted(box, { curves: [[style, hue, ...points], ...others], ticks, names }, at) {
  const told = at === null ? [] : points.slice(0, 2 * at + 2);
  const [x, y] = box.at(...points.slice(2 * (at ?? 0)));
  return [
    ...frame(box, "chart", ticks),
    label("chart right", box.x + box.width - 5, box.y + box.height - 6, names[0], { "text-anchor": "end", fill: MUTED, ...HALO }),
    label("chart up", box.x - 4, box.y - 4, names[1], { fill: MUTED }),
    ...others.map((curve, index) => line(box, `curve ${index}`, curve)),
    line(box, "whole", [style, hue, ...points], { "stroke-opacity": 0.4 }),
    line(box, "told", [style, hue, ...told], { "stroke-width": 3 }),
    ...(at === null ? [] : [mark("circle", "marker", { cx: x, cy: y, r: 5, fill: colour(hue) })]),
  ];
}

export function plane(state) {
  const { levels, lines, arrows, points, ticks, chart, at } = state;
  const boxes = layout(state);
  const { x, y, width, height, at: place } = boxes.plane;
  const inside = (px, py, what) => {
    const [right, down] = place(px, py);
    if (right < x - 1 || right > x + width + 1 || down < y - 1 || down > y + height + 1) {
      throw new Error(`${what} lies outside the window: ${px}, ${py}`);
    }
    return [right, down];
  };

  const arrow = ([hue, fromX, fromY, toX, toY, text, side], index) => {
    const [[x1, y1], [x2, y2]] = [place(fromX, fromY), inside(toX, toY, "an arrow's tip")];
    const long = Math.hypot(x2 - x1, y2 - y1);
    const head = Math.min(12, long);
    const [right, down] = long ? [(x2 - x1) / long, (y2 - y1) / long] : [1, 0];
    const [neckX, neckY] = [x2 - right * head, y2 - down * head];
    const wing = (sign) => [neckX - (sign * down * head) / 2, neckY + (sign * right * head) / 2].map(round).join(" ");
    const stem = `M${round(x1)} ${round(y1)}L${round(neckX)} ${round(neckY)}`;
    return [
      mark("path", `arrow ${index}`, { d: stem, stroke: colour(hue), "stroke-width": 2.5 }),
      mark("path", `head ${index}`, { d: `M${round(x2)} ${round(y2)}L${wing(1)}L${wing(-1)}Z`, fill: colour(hue) }),
      ...(text ? [beside(`name ${index}`, x2, y2, text, side, hue, 9)] : []),
    ];
  };

  const point = ([hue, px, py, text, side], index) => {
    const [cx, cy] = inside(px, py, "a point");
    return [
      mark("circle", `point ${index}`, { cx, cy, r: 4.5, fill: colour(hue), stroke: PAPER }),
      ...(text ? [beside(`label ${index}`, cx, cy, text, side, hue, 11)] : []),
    ];
  };

  const marks = [
    ...frame(boxes.plane, "plane", ticks),
    ...levels.map((level, index) => line(boxes.plane, `level ${index}`, ["thin", -1, ...level], { "stroke-opacity": 0.7 })),
    ...lines.map((one, index) => line(boxes.plane, `line ${index}`, one)),
    ...arrows.flatMap(arrow),
    ...points.flatMap(point),
    ...(chart ? charted(boxes.chart, chart, at) : []),
  ];
  return { width: WIDTH, height: round(boxes.height), marks };
}

plane.pick = (states, x, y) => {
  let [best, least] = [null, Infinity];
  states.forEach((state, index) => {
    const { arrows, handle, chart, at } = state;
    if (handle === null) return;
    const boxes = layout(state);
    const [, fromX, fromY, toX, toY] = arrows[handle];
    const [[x1, y1], [x2, y2]] = [boxes.plane.at(fromX, fromY), boxes.plane.at(toX, toY)];
    let far;
    if (chart && at !== null && x > boxes.chart.x - 20 && y > boxes.chart.y) {
      far = Math.abs(x - boxes.chart.at(chart.curves[0][2 + 2 * at], 0)[0]);
    } else {
      const turned = Math.atan2(y - y1, x - x1) - Math.atan2(y2 - y1, x2 - x1);
      far = Math.abs(Math.atan2(Math.sin(turned), Math.cos(turned)));
      if (x === x1 && y === y1) return; // the middle points nowhere
    }
    if (far < least) [best, least] = [index, far];
  });
  return best;
};
