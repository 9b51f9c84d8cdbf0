// Renders formulas by MathJax. Each line of standard input is a request in JSON, each line of standard output its answer:
//
//   {"formulas": [{"tex", "display"}, …]}         -> a list of {"html", "width", "height", "depth", "glyphs", "used"} or {"error"}
//   {"used": {"wrappers", "characters", "stretchy"}} -> the styles of formulas that use these, as a list of rules
//
// MathJax itself can only tell the styles of all it has rendered since it started. To make them a function of the
// formulas on the site, whatever else was rendered before and in whatever order, the usage is noted formula by formula.
import MathJax from 'mathjax';
import { isAbsolute } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

await MathJax.init({
  loader: {
    load: ['input/tex-base', '[tex]/ams', 'output/chtml', 'a11y/assistive-mml'],
    // MathJax would import paths as if they were URLs, and find nothing in a folder whose name has a %, # or ?.
    require: (file) => import(isAbsolute(file) ? pathToFileURL(file).href : file),
  },
  // No package for macros: what one formula defines, another would see.
  tex: { packages: ['base', 'ams'], formatError: (_, error) => { throw error; } },
});

const { adaptor, output } = MathJax.startup;
const USAGE = {
  wrappers: output.wrapperUsage,
  characters: output.font.charUsage,
  stretchy: output.font.delimUsage,
};

// The size is known while a formula is laid out, and not asked for anywhere else.
let size = {};
const { processMath } = output;
output.processMath = function (wrapper, parent) {
  const { w, h, d } = wrapper.getOuterBBox();
  size = { width: w, height: h, depth: d };
  return processMath.call(this, wrapper, parent);
};

async function render({ tex, display }) {
  MathJax.texReset();
  for (const usage of Object.values(USAGE)) usage.clear();
  try {
    const node = await MathJax.tex2chtmlPromise(tex, { display });
    const glyphs = {};
    collectGlyphs(node, 'NCM-N', glyphs);
    slim(node);
    const used = Object.fromEntries(Object.entries(USAGE).map(([name, usage]) => [name, [...usage.used]]));
    return { html: short(adaptor.outerHTML(node)), ...size, glyphs, used };
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

// What would double the page, and nobody reads: the TeX of each part, MathJax's own notes, what sizes the MathML that is
// never seen, and what is the same for all formulas, which formulas.css says once.
const UNREAD = {
  'mjx-container': ['class', 'jax', 'overflow', 'style'],
  'mjx-assistive-mml': ['unselectable'],
  math: ['xmlns'],
  mo: ['stretchy', 'minsize', 'maxsize', 'lspace', 'rspace'],
};

// A hundredth of an em is less than a pixel; MathJax writes three digits.
const shortStyle = (style) => style.replace(/-?\d*\.\d{3,}(?=em)/g, (number) => Math.round(number * 100) / 100);

// A letter, a sign or a number in a box of its own looks the same without the box.
const BOXES = ['mjx-mi', 'mjx-mn', 'mjx-mo'];

function slim(node) {
  const kind = adaptor.kind(node);
  if (kind.startsWith('#')) return;
  for (const { name, value } of adaptor.allAttributes(node)) {
    if (name === 'style') adaptor.setAttribute(node, name, shortStyle(value));
    if (kind === 'mjx-assistive-mml' && name === 'display' && adaptor.getAttribute(node, name) === 'inline') {
      adaptor.removeAttribute(node, name); // only `block` has a rule
    } else if (name.startsWith('data-') || name === 'texclass' || UNREAD[kind]?.includes(name)) {
      adaptor.removeAttribute(node, name);
    }
  }
  for (const child of [...adaptor.childNodes(node)]) {
    slim(child);
    if (adaptor.kind(child) === 'mspace') adaptor.remove(child);
    else if (isBareBox(child) || isBareGroup(child, kind)) unwrap(child);
    else merge(child);
  }
}

function isBareBox(node) {
  return (
    BOXES.includes(adaptor.kind(node)) &&
    adaptor.allAttributes(node).length === 0 &&
    adaptor.childNodes(node).every((child) => adaptor.kind(child) === 'mjx-c')
  );
}

// A row within a row says no more than its parts do. In a box that sets its parts side by side, they stand where they would
// in a box of their own there.
const ROWS = ['math', 'mrow', 'msqrt', 'mtd'];
const GROUPS = ['mjx-mrow', 'mjx-msub', 'mjx-msup', 'mjx-msubsup', 'mjx-texatom'];
const HOLDERS = ['mjx-math', 'mjx-mrow', 'mjx-texatom', 'mjx-num', 'mjx-den', 'mjx-box'];

function isBareGroup(node, parent) {
  const kind = adaptor.kind(node);
  const within = kind === 'mrow' ? ROWS : GROUPS.includes(kind) ? HOLDERS : [];
  return within.includes(parent) && adaptor.allAttributes(node).length === 0;
}

// Nor does one need a box for its size and for the space before it.
const OWN = ['space', 'size'];

function merge(box) {
  if (!BOXES.includes(adaptor.kind(box))) return;
  const [glyph, ...others] = adaptor.childNodes(box);
  const attributes = adaptor.allAttributes(box);
  const merges =
    glyph &&
    !others.length &&
    adaptor.kind(glyph) === 'mjx-c' &&
    adaptor.allAttributes(glyph).every(({ name }) => name === 'class') &&
    attributes.every(({ name }) => OWN.includes(name));
  if (!merges) return;
  for (const { name, value } of attributes) adaptor.setAttribute(glyph, name, value);
  unwrap(box);
}

function unwrap(node) {
  for (const child of [...adaptor.childNodes(node)]) adaptor.insert(child, node);
  adaptor.remove(node);
}

// MathJax's names are long, and stand in a page by the thousand. Those that others rely on stay. A glyph is a <b>.
function short(text) {
  text = text.replace(/(<\/?)mjx-c(?=[ >])/g, '$1b');
  return text.replace(/mjx-(c(?=[0-9A-F]{2})|(?!container|math\b|assistive-mml))/g, (_, glyph) => (glyph ? 'c' : 'm-'));
}

// Glyphs are clipped a little above and below, unless they make up a stretched sign.
const CLIPPED = /^mjx-mo > mjx-c,[^{]*/;

// A rule for all glyphs must spare what is bold elsewhere; one for a glyph names its class.
const GLYPH = /mjx-c(?![-\w])/g;

function shortRule(rule) {
  const loose = rule
    .replace('mjx-container[jax="CHTML"]', 'mjx-container')
    .replace(CLIPPED, 'mjx-c:not(mjx-stretchy-h *, mjx-stretchy-v *) ');
  return short(loose.replace(GLYPH, (_, at) => (loose[at + 5] === '.' ? 'b' : 'mjx-math b')));
}

function styleRules(used) {
  output.clearCache();
  for (const [name, usage] of Object.entries(USAGE)) {
    for (const item of used[name]) usage.add(JSON.parse(item));
  }
  MathJax.chtmlStylesheet();
  return output.styleJson.getStyleRules().map(shortRule);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { formulas, used } = JSON.parse(line);
  const answer = [];
  if (used) answer.push(...styleRules(used));
  for (const formula of formulas ?? []) answer.push(await render(formula));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
