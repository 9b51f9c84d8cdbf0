// Drops from a stylesheet what no page uses: {"css", "content": [files]} on standard input, the rest on standard output.
import { PurgeCSS } from 'purgecss';
import { text } from 'node:stream/consumers';

const { css, content } = JSON.parse(await text(process.stdin));
const [{ css: rest }] = await new PurgeCSS().purge({
  content,
  css: [{ raw: css }],
  keyframes: true,
  // Whatever may be a name of a class, in pages and in scripts, which add classes of their own.
  defaultExtractor: (source) => source.match(/[\w-]+/g) ?? [],
});
process.stdout.write(rest);
