// What MathJax itself makes of formulas: their TeX in JSON on standard input, {"html": […], "css"} on standard output.
import MathJax from 'mathjax';
import { text } from 'node:stream/consumers';

await MathJax.init({
  loader: { load: ['input/tex-base', '[tex]/ams', 'output/chtml'] },
  tex: { packages: ['base', 'ams'] },
});

const { adaptor } = MathJax.startup;
const html = [];
for (const tex of JSON.parse(await text(process.stdin))) {
  html.push(adaptor.outerHTML(await MathJax.tex2chtmlPromise(tex, { display: true })));
}
process.stdout.write(JSON.stringify({ html, css: adaptor.textContent(MathJax.chtmlStylesheet()) }));
