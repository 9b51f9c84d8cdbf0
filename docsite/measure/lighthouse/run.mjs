// Lets Lighthouse look at pages as on a phone, one after the other in one browser. Reads {chrome, flags, urls, categories,
// runs} and answers, for each page, with its score in each category and with what has cost it points: of several runs, in
// the one that Lighthouse itself takes as their median.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";

const { chrome, flags, urls, categories, runs } = JSON.parse(await text(process.stdin));
const browser = await launch({ chromePath: chrome, chromeFlags: ["--headless=new", ...flags] });

// What an audit names: elements by their source, and what a browser has complained of.
const places = (details) => (details?.items ?? [])
  .map(({ node, source, description }) => node?.snippet ?? source?.snippet ?? description ?? source ?? "").filter(Boolean);

async function look(url) {
  const { lhr } = await lighthouse(url, { port: browser.port, onlyCategories: categories, logLevel: "error" });
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return lhr;
}

// Rounds over the pages, not runs on end: what else the machine does for a while then falls on one run of each.
const looks = urls.map(() => []);
try {
  for (let round = 0; round < runs; round++) {
    for (const [page, url] of urls.entries()) looks[page].push(await look(url));
  }
} finally {
  browser.kill();
}

const answer = looks.map((lhrs) => {
  const { categories: seen, audits } = runs > 1 ? computeMedianRun(lhrs) : lhrs[0]; // the median asks for times
  const scores = Object.fromEntries(Object.values(seen).map(({ id, score }) => [id, Math.round(score * 100)]));
  const faults = Object.values(seen).flatMap(({ id: category, auditRefs }) => auditRefs
    .filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => ({ category, id, title: audits[id].title, places: places(audits[id].details) })));
  return { scores, faults };
});
process.stdout.write(JSON.stringify(answer));
