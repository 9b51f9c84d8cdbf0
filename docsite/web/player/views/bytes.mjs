// The bytes of a file, sixteen a row, while a program reads them.
//
//   bytes  the bytes, as numbers
//   seen   a letter for each byte: "." not yet read, "r" read, "d" refused
//   now    [first, behind the last] of the bytes that have just been read, or null
//   next   [first, behind the last] of those that these speak of, or null
//   odd    the place of a byte that stands out, or null
//   lines  what is written below: at most two short lines
import { COLOURS, INK, MUTED, PAPER, group, label, mark } from "../marks.mjs";

const [EACH, LEFT, WIDE, TALL] = [16, 44, 27, 25];

export function bytes({ bytes: all, seen, now, next, odd, lines }) {
  const within = (range, place) => range !== null && place >= range[0] && place < range[1];
  const rows = Math.ceil(all.length / EACH);

  const cell = (value, place) => {
    const refused = seen[place] === "d";
    const head = within(now, place);
    const fill = refused ? COLOURS[1] : head ? COLOURS[0] : within(next, place) ? COLOURS[0] : PAPER;
    const full = head || refused;
    return group(`byte ${place}`, LEFT + (place % EACH) * WIDE, 4 + Math.floor(place / EACH) * TALL, [
      mark("rect", "box", { width: WIDE - 2, height: TALL - 2, fill, "fill-opacity": full || fill === PAPER ? 1 : 0.22,
        stroke: place === odd ? INK : MUTED, "stroke-width": place === odd ? 3 : 0.5 }),
      label("hex", WIDE / 2 - 1, TALL / 2 + 4, value.toString(16).padStart(2, "0"), {
        "font-size": 13, "font-family": "ui-monospace, monospace",
        fill: full ? PAPER : seen[place] === "." && !within(next, place) ? MUTED : INK }),
    ]);
  };

  const offset = (_, row) =>
    label(`offset ${row}`, LEFT - 8, 4 + row * TALL + TALL / 2 + 4, row * EACH, { "text-anchor": "end", fill: MUTED,
      "font-size": 12 });
  const line = (text, index) =>
    label(`line ${index}`, LEFT, rows * TALL + 26 + index * 20, text, { "text-anchor": "start", "font-size": 13,
      "font-family": "ui-monospace, monospace", fill: index ? INK : MUTED });

  return { width: LEFT + EACH * WIDE + 4, height: rows * TALL + 56,
    marks: [...Array.from({ length: rows }, offset), ...all.map(cell), ...lines.map(line)] };
}
