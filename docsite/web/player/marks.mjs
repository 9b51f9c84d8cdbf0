// What views draw with: marks, which are [tag, key, attributes, text or marks inside]. A mark keeps its key from frame to
// frame, so that it moves; keys are unique among the marks beside each other.
export const INK = "var(--figure-ink, #1f2328)";
export const MUTED = "var(--figure-muted, #6b7077)";
export const PAPER = "var(--figure-paper, #fcfbf7)";
export const COLOURS = [
  "var(--figure-1, #0b6e8f)",
  "var(--figure-2, #b2321b)",
  "var(--figure-3, #93640a)",
  "var(--figure-4, #6b4fa3)",
];

// Half a hundredth of a unit is not seen, and differs from machine to machine.
export function round(value) {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) throw new Error(`a place or size is ${value}`);
  return Math.round(value * 100) / 100;
}

export function mark(tag, key, attributes, inside = []) {
  const rounded = Object.entries(attributes).map(([name, value]) => [name, String(round(value))]);
  return [tag, key, Object.fromEntries(rounded), inside];
}

export const label = (key, x, y, text, attributes = {}) =>
  mark("text", key, { x, y, "text-anchor": "middle", fill: INK, ...attributes }, String(text));

// Marks that move together.
export const group = (key, x, y, inside) =>
  mark("g", key, { transform: `translate(${round(x)} ${round(y)})` }, inside);
