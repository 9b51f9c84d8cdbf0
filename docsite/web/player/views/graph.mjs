// A graph whose nodes and edges change their tones, and beside it a pile of what still waits.
//
//   places   for each node: [x, y] in steps of a grid, to the right and down; half steps are fine. What lies farthest out
//            reaches the edge of the picture
//   labels   for each node: what is written in it, three characters at most
//   tones    for each node: 0 not met yet, 1 to 4 ringed in that colour, -1 to -4 filled with it
//   above    for each node: what is written above it, or ""
//   below    for each node: what is written below it, in the second colour, or ""
//   edges    [from, to], or [from, to, bend]: the middle is so many steps to the left of the straight way. Edges between
//            the same two nodes bend by themselves; from a node to itself leads a loop
//   ways     for each edge: [tone, what is written on its middle or "", head], where the tone is 0 plain, 1 to 4 a colour,
//            -1 to -4 that colour and dashed; the head is 1 at `to`, -1 at `from`, 0 nowhere: the edge has no direction
//   pending  [text, tone] from the bottom of the pile to its top, where the next is taken; tones are those of nodes
//   room     for how many the pile has room, the same in all frames; 0 for no pile
import { COLOURS, INK, MUTED, PAPER, group, label, mark, round } from "../marks.mjs";

const WIDTH = 480;
const [RADIUS, ROW, PILE, TALL] = [17, 80, 84, 25];
const [LEFT, TOP] = [32, 42];
const HALO = { stroke: PAPER, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };

const colour = (tone) => (tone ? COLOURS[Math.abs(tone) - 1] : MUTED);
const outline = (tone) => ({ fill: tone < 0 ? colour(tone) : PAPER, stroke: colour(tone), "stroke-width": tone ? 2.5 : 1.5 });
const inside = (tone) => (tone < 0 ? PAPER : INK);

export function graph({ places, labels, tones, above, below, edges, ways, pending, room }) {
  const [xs, ys] = [0, 1].map((axis) => places.map((place) => place[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, tall] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const column = (WIDTH - (room ? PILE : 0) - 2 * LEFT) / (wide || 1);
  const height = Math.max(2 * TOP + tall * ROW, room * TALL + 28);
  const lower = (height - 2 * TOP - tall * ROW) / 2;
  const centre = ([x, y]) => [LEFT + (wide ? x - left : 0.5) * column, TOP + lower + (y - top) * ROW];

  // How far the middle of an edge lies beside the straight way, seen from its lower node to its higher one.
  const bend = ([from, to, given], index) => {
    if (given !== undefined) return given * (from < to ? 1 : -1);
    const beside = edges.map((_, other) => other).filter((other) => same(edges[other], edges[index]));
    return (beside.indexOf(index) - (beside.length - 1) / 2) * 0.3;
  };

  const edge = ([from, to, given], index) => {
    const [tone, text, head] = ways[index];
    const [start, end] = [centre(places[from]), centre(places[to])];
    const [across, down] = [end[0] - start[0], end[1] - start[1]];
    const far = Math.hypot(across, down) || 1;
    const aside = 2 * ROW * bend([from, to, given], index) * (from < to ? 1 : -1);
    const middle = [(start[0] + end[0]) / 2 + (down / far) * aside, (start[1] + end[1]) / 2 - (across / far) * aside];
    const loop = from === to;
    // From the rim of one node to the rim of the other; a loop leaves upwards and comes back.
    const points = loop
      ? [[-8, -16], [-26, -48], [26, -48], [8, -16]].map(([x, y]) => [start[0] + x, start[1] + y])
      : [toward(start, middle, RADIUS + 1), middle, toward(end, middle, RADIUS + 2)];
    const [first, ...others] = points.map((point) => point.map(round).join(" "));
    const [tip, before] = head < 0 ? points : [...points].reverse();
    const angle = (Math.atan2(tip[1] - before[1], tip[0] - before[0]) * 180) / Math.PI;
    const at = loop ? [start[0] + 26, start[1] - 30] : [0, 1].map((axis) => (start[axis] + end[axis] + 2 * middle[axis]) / 4);
    return group(`edge ${index}`, 0, 0, [
      mark("path", "line", { d: `M${first}${loop ? "C" : "Q"}${others.join(" ")}`, fill: "none", stroke: colour(tone),
        "stroke-width": tone ? 2.5 : 1.5, "stroke-dasharray": tone < 0 ? "6 4" : "none" }),
      ...(head ? [mark("path", "head", { d: "M0 0L-11 -5V5Z", fill: colour(tone),
        transform: `translate(${tip.map(round).join(" ")}) rotate(${round(angle)})` })] : []),
      ...(text === "" ? [] : [label("note", at[0], at[1] + 4.5, text, { fill: tone ? colour(tone) : INK, "font-size": 13,
        ...HALO })]),
    ]);
  };

  const node = (text, index) => group(`node ${index}`, ...centre(places[index]), [
    mark("circle", "disc", { r: RADIUS, ...outline(tones[index]) }),
    label("label", 0, 5, text, { fill: inside(tones[index]) }),
    label("above", 0, -RADIUS - 6, above[index], { "font-size": 13, ...HALO }),
    label("below", 0, RADIUS + 16, below[index], { fill: COLOURS[1], "font-size": 13, ...HALO }),
  ]);

  const [right, floor] = [WIDTH - 12, height - 12];
  const seen = new Map();
  const waiting = ([text, tone], index) => {
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    return group(`waiting ${text} ${times}`, right - 28, floor - 4 - (index + 0.5) * TALL, [
      mark("rect", "box", { x: -22, y: 1.5 - TALL / 2, width: 44, height: TALL - 3, rx: 4, ...outline(tone) }),
      label("label", 0, 5, text, { fill: inside(tone), "font-size": 13 }),
    ]);
  };
  const pile = room ? [mark("path", "pile", { d: `M${right - 56} 12V${round(floor)}H${right}V12`, fill: "none", stroke: MUTED,
    "stroke-width": 1.5 })] : [];
  return { width: WIDTH, height, marks: [...edges.map(edge), ...labels.map(node), ...pile, ...pending.map(waiting)] };
}

const same = ([from, to], [other, another]) =>
  Math.min(from, to) === Math.min(other, another) && Math.max(from, to) === Math.max(other, another);

// The point so far from one point towards another.
function toward(from, to, far) {
  const whole = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return from.map((start, axis) => start + ((to[axis] - start) * far) / whole);
}
