// Writes drawings in fewer letters: a list of SVGs on standard input, the same drawings on standard output, in JSON.
import { optimize } from 'svgo';
import { text } from 'node:stream/consumers';

const drawings = JSON.parse(await text(process.stdin));
const options = {
  multipass: true,
  floatPrecision: 2,
  plugins: [
    // Drawings of one page must not come to share their ids.
    { name: 'preset-default', params: { overrides: { cleanupIds: false, convertPathData: { floatPrecision: 1 } } } },
  ],
};
process.stdout.write(JSON.stringify(drawings.map((drawing) => optimize(drawing, options).data)));
