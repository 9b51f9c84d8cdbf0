// Draws recordings where no browser is, by the views that draw in the reader's. Each line of standard input is a
// recording and the numbers of the frames wanted, each line of standard output a list of SVG texts; or {"views"}, if
// there is no such view, or {"frame", "error"}, if it fails:
//
//   {"recording", "wanted": [number, …]}
import { readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { states } from "./states.mjs";

const names = readdirSync(new URL("views", import.meta.url)).map((file) => file.replace(/\.mjs$/, ""));

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

function written([tag, , attributes, inside]) {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  return `<${tag}${given}>${typeof inside === "string" ? escape(inside) : inside.map(written).join("")}</${tag}>`;
}

async function draw({ recording, wanted }) {
  if (!names.includes(recording.view)) return { views: names.sort() };
  const { [recording.view]: view } = await import(`./views/${recording.view}.mjs`);
  const all = states(recording.frames);
  const drawn = [];
  for (const number of wanted) {
    try {
      const { width, height, marks } = view(all[number]);
      const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-size="14" `
        + 'font-family="system-ui, sans-serif" aria-hidden="true">';
      drawn.push([head, ...marks.map(written), "</svg>", ""].join("\n"));
    } catch (error) {
      return { frame: number, error: error.message };
    }
  }
  return drawn;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await draw(JSON.parse(line)))}\n`);
}
