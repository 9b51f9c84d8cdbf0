// Sections one below the other, each with a title and lines of text, as programs and files have them.
//
//   titles  what stands above each section
//   lines   for each section its lines: [key, text, tone]; tone 0 is plain, 1 done, 2 dealt with now. A line keeps its key
//   room    for each section, for how many lines there is room
import { COLOURS, INK, MUTED, group, label, mark } from "../marks.mjs";

const [WIDTH, ROW, HEAD, GAP] = [480, 18, 20, 10];
const LETTER = 7.2; // how wide one is; the spaces that a line begins with are drawn as room
const TONES = [INK, COLOURS[0], COLOURS[1]];

export function sections({ titles, lines, room }) {
  let top = 0;
  const left = { "text-anchor": "start", "font-family": "ui-monospace, monospace", "font-size": 12 };
  const drawn = titles.map((title, index) => {
    const [y, tall] = [top, room[index] * ROW + 8];
    top += HEAD + tall + GAP;
    const rows = lines[index].map(([key, text, tone], row) => group(key, 8, HEAD + 17 + row * ROW, [
      ...(tone === 2 ? [mark("rect", "ground", { x: -5, y: -13, width: WIDTH - 6, height: ROW, fill: COLOURS[1],
        "fill-opacity": 0.12 })] : []),
      label("text", text.search(/\S|$/) * LETTER, 0, text.trim(), { ...left, fill: TONES[tone] }),
    ]));
    return group(`section ${index}`, 0, y, [
      label("title", 2, 13, title, { ...left, fill: MUTED }),
      mark("rect", "box", { x: 1, y: HEAD, width: WIDTH - 2, height: tall, rx: 4, fill: "none", stroke: MUTED }),
      ...rows,
    ]);
  });
  return { width: WIDTH, height: top - GAP + 2, marks: drawn };
}
