// Workers in a ring, each with the chunks of its array, and what they send each other.
//
//   workers  for each worker, from the top clockwise: what is written on its chunks
//   whole    for each worker: which chunks are complete, as 0 or 1
//   sent     [sender, receiver, chunk, what is written on it]
//   arrived  whether what was sent has been taken in
import { COLOURS, INK, MUTED, PAPER, group, label, mark, round } from "../marks.mjs";

const [WIDTH, HEIGHT] = [480, 330];
const [CELL, TALL] = [38, 30];

export function ring({ workers, whole, sent, arrived }) {
  const half = (workers[0].length * CELL) / 2;
  const centre = (index) => {
    const angle = (index / workers.length) * 2 * Math.PI - Math.PI / 2;
    return [WIDTH / 2 + (WIDTH / 2 - half - 6) * Math.cos(angle), HEIGHT / 2 + (HEIGHT / 2 - 40) * Math.sin(angle)];
  };
  const taken = new Set(arrived ? sent.map(([, receiver, chunk]) => `${receiver} ${chunk}`) : []);

  const cell = (worker, text, chunk) => {
    const full = whole[worker][chunk];
    const now = taken.has(`${worker} ${chunk}`);
    return group(`chunk ${chunk}`, chunk * CELL - half, -TALL / 2, [
      mark("rect", "box", { width: CELL, height: TALL, fill: full ? COLOURS[0] : PAPER,
        stroke: now ? COLOURS[1] : MUTED, "stroke-width": now ? 3 : 1 }),
      label("label", CELL / 2, TALL / 2 + 5, text, { fill: full ? PAPER : INK, "font-size": 13 }),
    ]);
  };

  const worker = (chunks, index) => {
    const now = chunks.map((text, chunk) => cell(index, text, chunk));
    // The one that is drawn last is seen as a whole.
    now.sort((one, other) => strong(one) - strong(other));
    return group(`worker ${index}`, ...centre(index), [
      label("name", 0, -TALL / 2 - 7, index, { fill: MUTED }),
      ...now,
    ]);
  };

  // From one worker to the next, short of the cells and of the number above them.
  const way = ([sender, receiver, , text], index) => {
    const [from, to] = [centre(sender), centre(receiver)];
    const along = (share) => from.map((start, axis) => start + (to[axis] - start) * share);
    const [start, end] = [along(0.3), along(0.7)];
    const angle = (Math.atan2(end[1] - start[1], end[0] - start[0]) * 180) / Math.PI;
    const colour = arrived ? MUTED : COLOURS[1];
    return group(`way ${index}`, 0, 0, [
      mark("path", "line", { d: `M${start.map(round).join(" ")}L${end.map(round).join(" ")}`, stroke: colour,
        "stroke-width": arrived ? 1.5 : 2.5 }),
      mark("path", "head", { d: "M0 0L-11 -5V5Z", fill: colour,
        transform: `translate(${end.map(round).join(" ")}) rotate(${round(angle)})` }),
      ...(arrived ? [] : [group("load", ...along(0.48), [
        mark("rect", "box", { x: -CELL / 2, y: -12, width: CELL, height: 24, rx: 4, fill: PAPER, stroke: COLOURS[1],
          "stroke-width": 2 }),
        label("label", 0, 5, text, { "font-size": 13 }),
      ])]),
    ]);
  };

  return { width: WIDTH, height: HEIGHT, marks: [...sent.map(way), ...workers.map(worker)] };
}

const strong = ([, , , [box]]) => Number(box[2]["stroke-width"]);
