// Renders formulas by MathJax. Each line of standard input is a request in JSON, each line of standard output its answer:
//
//   {"formulas": [{"tex", "display"}, …]}         -> a list of {"html", "width", "glyphs", "used"} or {"error"}
//   {"used": {"wrappers", "characters", "stretchy"}} -> the styles of formulas that use these, as a list of rules
//
// MathJax itself can only tell the styles of all it has rendered since it started. To make them a function of the
// formulas on the site, whatever else was rendered before and in whatever order, the usage is noted formula by formula.
import MathJax from 'mathjax';
import { createInterface } from 'node:readline';

await MathJax.init({
  loader: { load: ['input/tex-base', '[tex]/ams', 'output/chtml', 'a11y/assistive-mml'] },
  // No package for macros: what one formula defines, another would see.
  tex: { packages: ['base', 'ams'], formatError: (_, error) => { throw error; } },
});

const { adaptor, output } = MathJax.startup;
const USAGE = {
  wrappers: output.wrapperUsage,
  characters: output.font.charUsage,
  stretchy: output.font.delimUsage,
};

// The width is known while a formula is laid out, and not asked for anywhere else.
let width = 0;
const { processMath } = output;
output.processMath = function (wrapper, parent) {
  width = wrapper.getOuterBBox().w;
  return processMath.call(this, wrapper, parent);
};

async function render({ tex, display }) {
  MathJax.texReset();
  for (const usage of Object.values(USAGE)) usage.clear();
  try {
    const node = await MathJax.tex2chtmlPromise(tex, { display });
    const glyphs = {};
    collectGlyphs(node, 'NCM-N', glyphs);
    strip(node);
    const used = Object.fromEntries(Object.entries(USAGE).map(([name, usage]) => [name, [...usage.used]]));
    return { html: adaptor.outerHTML(node), width, glyphs, used };
  } catch (error) {
    return { error: error.message };
  }
}

// Note which characters are drawn in which of MathJax's fonts; the font is a class of the element or of one above it.
function collectGlyphs(node, font, glyphs) {
  const kind = adaptor.kind(node);
  if (kind === '#text') {
    glyphs[font] = (glyphs[font] ?? '') + adaptor.value(node);
  } else if (!['mjx-assistive-mml', 'mjx-break', 'mjx-utext'].includes(kind)) {
    const own = (adaptor.getAttribute(node, 'class') ?? '').split(' ').find((name) => name.startsWith('NCM-'));
    for (const child of adaptor.childNodes(node)) collectGlyphs(child, own ?? font, glyphs);
  }
}

// The TeX of each part and MathJax's own notes would double the page, and nobody reads them.
function strip(node) {
  if (adaptor.kind(node).startsWith('#')) return;
  for (const { name } of adaptor.allAttributes(node)) {
    if (name.startsWith('data-')) adaptor.removeAttribute(node, name);
  }
  for (const child of adaptor.childNodes(node)) strip(child);
}

function styleRules(used) {
  output.clearCache();
  for (const [name, usage] of Object.entries(USAGE)) {
    for (const item of used[name]) usage.add(JSON.parse(item));
  }
  MathJax.chtmlStylesheet();
  return output.styleJson.getStyleRules();
}

for await (const line of createInterface({ input: process.stdin })) {
  const { formulas, used } = JSON.parse(line);
  const answer = [];
  if (used) answer.push(...styleRules(used));
  for (const formula of formulas ?? []) answer.push(await render(formula));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
