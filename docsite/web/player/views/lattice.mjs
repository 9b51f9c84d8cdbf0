// Walkers on the sites of a line, piled up, and how many are expected at each site.
//
//   reach     the sites go from -reach to reach
//   walkers   the site of each walker
//   expected  [site, number] for the sites that can be reached
import { COLOURS, INK, MUTED, label, mark, round } from "../marks.mjs";

const WIDTH = 480;
const SIDE = 10;
const COLUMNS = 2;
const FLOOR = 136;

export function lattice({ reach, walkers, expected }) {
  const wide = (WIDTH - 2 * SIDE) / (2 * reach + 1);
  const pitch = wide / (COLUMNS + 0.25);
  // A pile that would not fit is pressed together, and what is expected with it.
  const most = Math.max(...walkers.map((site) => walkers.filter((other) => other === site).length));
  const tall = Math.min(pitch, (FLOOR - 8) / Math.ceil(most / COLUMNS));
  const left = (site) => SIDE + wide * (site + reach);
  const height = (number) => (number / COLUMNS) * tall;

  const pile = new Map();
  const walker = (site, index) => {
    const below = pile.get(site) ?? 0;
    pile.set(site, below + 1);
    const x = left(site) + wide / 2 + ((below % COLUMNS) - (COLUMNS - 1) / 2) * pitch;
    return mark("circle", `walker ${index}`, { cx: x, cy: FLOOR - (Math.floor(below / COLUMNS) + 0.5) * tall,
      r: Math.min(pitch, tall) * 0.42 + 0.2, fill: COLOURS[0] });
  };

  const law = ([site, number]) =>
    mark("path", `law ${site}`, { d: `M${round(left(site) - 1)} ${round(FLOOR - height(number))}h${round(wide + 2)}`,
      stroke: COLOURS[1], "stroke-width": 2.5 });

  const ticks = [];
  for (let site = -reach; site <= reach; site += 1) {
    const x = left(site) + wide / 2;
    ticks.push(mark("path", `tick ${site}`, { d: `M${round(x)} ${FLOOR}v4`, stroke: MUTED }));
    if (site % 4 === 0) ticks.push(label(`site ${site}`, x, FLOOR + 19, String(site).replace("-", "−"), { fill: MUTED }));
  }
  const floor = mark("path", "floor", { d: `M${SIDE} ${FLOOR}H${WIDTH - SIDE}`, stroke: INK });
  return { width: WIDTH, height: FLOOR + 26, marks: [...ticks, floor, ...walkers.map(walker), ...expected.map(law)] };
}
