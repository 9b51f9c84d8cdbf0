// Lets Lighthouse look at pages as on a phone, one after the other in one browser. Reads {chrome, flags, urls, categories}
// and answers, for each page, with its score in each category and with what has cost it points.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { chrome, flags, urls, categories } = JSON.parse(await text(process.stdin));
const browser = await launch({ chromePath: chrome, chromeFlags: ["--headless=new", ...flags] });

// What an audit names: elements by their source, and what a browser has complained of.
const places = (details) => (details?.items ?? [])
  .map(({ node, source, description }) => node?.snippet ?? source?.snippet ?? description ?? source ?? "").filter(Boolean);

const answer = [];
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, { port: browser.port, onlyCategories: categories, logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
    const faults = Object.values(lhr.categories).flatMap(({ id: category, auditRefs }) => auditRefs
      .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => ({ category, id, title: lhr.audits[id].title, places: places(lhr.audits[id].details) })));
    answer.push({ scores, faults });
    process.stderr.write(".");
  }
} finally {
  browser.kill();
}
process.stdout.write(JSON.stringify(answer));
