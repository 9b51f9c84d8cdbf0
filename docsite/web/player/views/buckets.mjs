// An array whose items lie above, or in bins below, and spans between items in bins.
//
//   items  what is written on the items, in the order of the array
//   bins   how many bins there are
//   at     for each item: -1 above, its bin, or null where it has been dropped
//   item   the item that is dealt with, or null
//   bin    the bin that is dealt with, or null
//   spans  [item, item, label, whether it stands out] from the left to the right
import { COLOURS, INK, MUTED, PAPER, group, label, mark, round } from "../marks.mjs";

const WIDTH = 480;
const [TOP, LID, FLOOR] = [18, 84, 136];
const WALL = 4; // from the edge of a bin to where items lie

export function buckets({ items, bins, at, item, bin, spans }) {
  const wide = (WIDTH - 20) / bins;
  const slot = (WIDTH - 20) / items.length;
  const radius = Math.min(14, (wide - 2 * WALL) / 4 - 1.5, slot / 2 - 1);
  const inBin = (index) => items.map((_, other) => other).filter((other) => at[other] === index)
    .sort((one, other) => items[one] - items[other] || one - other);

  const place = (index) => {
    if (at[index] === -1) return [10 + slot * (index + 0.5), TOP];
    if (at[index] === null) return null;
    const beside = inBin(at[index]);
    return [10 + WALL + wide * at[index]
      + (wide - 2 * WALL) * ((beside.indexOf(index) + 0.5) / beside.length), FLOOR - radius - 8];
  };

  const drawnBin = (_, index) => {
    const [left, right] = [10 + wide * index, 10 + wide * (index + 1)];
    const now = index === bin;
    return group(`bin ${index}`, 0, 0, [
      mark("rect", "ground", { x: left + 2, y: LID, width: wide - 4, height: FLOOR - LID, fill: COLOURS[1],
        "fill-opacity": now ? 0.12 : 0 }),
      mark("path", "wall", { d: `M${round(left + 2)} ${LID}V${FLOOR}H${round(right - 2)}V${LID}`, fill: "none",
        stroke: now ? COLOURS[1] : MUTED, "stroke-width": now ? 2.5 : 1.5 }),
      label("number", (left + right) / 2, FLOOR + 18, index, { fill: now ? COLOURS[1] : MUTED }),
    ]);
  };

  const trace = (_, index) =>
    label(`slot ${index}`, 10 + slot * (index + 0.5), TOP + 5, items[index], { fill: MUTED, "fill-opacity": 0.55 });

  const token = (_, index) => {
    const where = place(index);
    return where && group(`item ${index}`, ...where, [
      mark("circle", "disc", { r: radius, fill: PAPER, stroke: index === item ? COLOURS[1] : COLOURS[0],
        "stroke-width": index === item ? 3 : 2 }),
      label("label", 0, 4.5, items[index], { "font-size": 13 }),
    ]);
  };

  const span = ([from, to, text, strong]) => {
    const [x1, x2, y] = [place(from)[0], place(to)[0], FLOOR + 34];
    const colour = strong ? COLOURS[1] : MUTED;
    return group(`span ${from} ${to}`, 0, 0, [
      mark("path", "bracket", { d: `M${round(x1)} ${y - 6}V${y}H${round(x2)}V${y - 6}`, fill: "none", stroke: colour,
        "stroke-width": strong ? 3 : 1.5 }),
      label("label", (x1 + x2) / 2, y + 17, text, { fill: strong ? COLOURS[1] : INK,
        "font-weight": strong ? "bold" : "normal" }),
    ]);
  };

  const marks = [...Array.from({ length: bins }, drawnBin), ...items.map(trace), ...spans.map(span),
    ...items.map(token).filter(Boolean)];
  return { width: WIDTH, height: FLOOR + 60, marks };
}
