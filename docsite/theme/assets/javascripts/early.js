// Runs before Material's script, which asks for these. What the reader chose is kept below one scope, that of both languages.
__md_scope = new URL(document.currentScript.dataset.scope, location);
__md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key));
__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch { /* storage may be forbidden or full */ }
};

// Brings the scripts that bundles.py has laid by, in the order in which they stand; tells when all have come or failed. They
// go to the end of what instant navigation replaces: where they stand, each would have the whole article styled anew.
__bring = () => Promise.all([...document.querySelectorAll("template.late")].flatMap(({ content }) => [...content.children])
  .map((script) => new Promise((done) => {
    script.async = false;
    script.onload = script.onerror = done;
    document.querySelector(".md-container").append(script);
  })));

// They wait until the first screen is seen; a page that nobody looks at never is, and old browsers do not tell. By then the
// event that they wait for themselves is long past, so it is sent again: in a task of its own, for a reader may have done
// something meanwhile.
document.addEventListener("DOMContentLoaded", () => {
  const start = async () => {
    const { length } = await __bring();
    if (length) setTimeout(() => document.dispatchEvent(new Event("DOMContentLoaded", { bubbles: true })));
  };
  const seen = new PerformanceObserver(() => {
    seen.disconnect();
    start();
  });
  if (document.hidden || !PerformanceObserver.supportedEntryTypes?.includes("paint")) start();
  else requestAnimationFrame(() => seen.observe({ type: "paint", buffered: true }));
}, { once: true });

// Who switches the language keeps their place, and the choice is kept, though after.js may not have come yet.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.(".site-language");
  if (!link) return;
  link.hash = location.hash;
  __md_set("__language", link.hreflang);
}, true);

// Where on a page its reader is: the block at the top of the window, and where exactly it stands. Their y alone will not do:
// how high that is which has not come near is guessed, so the same y may be another place later.
__blocks = () => [...document.querySelectorAll(".md-content__inner > :not(script)")];
__leave = (page) => {
  const blocks = __blocks();
  const block = blocks.find((block) => block.getBoundingClientRect().bottom > 0) ?? blocks.at(-1);
  if (!block) return;
  const place = { index: blocks.indexOf(block), top: block.getBoundingClientRect().top };
  try {
    __md_set("__place" + page, place, sessionStorage);
  } catch { /* storage may be forbidden */ }
};

// Brings the reader back to their place on a page, if they have been on it, and holds it there while it is laid out, until
// they do something. Returns whether it does.
__hold = (page) => {
  let place;
  try {
    place = __md_get("__place" + page, sessionStorage);
  } catch { /* the same */ }
  const block = place && __blocks()[place.index];
  if (!block) return false;
  const article = block.parentNode;
  const astray = () => block.isConnected ? block.getBoundingClientRect().top - place.top : NaN;
  let height, rest; // what a page that is still too short leaves of the way
  const holder = new ResizeObserver(() => {
    scrollBy(0, astray());
    rest = astray();
    height = article.offsetHeight;
  });
  holder.observe(article);
  scrollBy(0, astray());

  const held = new AbortController(), { signal } = held;
  const letGo = () => {
    holder.disconnect();
    held.abort();
  };
  for (const event of ["pointerdown", "keydown", "wheel"]) addEventListener(event, letGo, { signal, passive: true });
  addEventListener("scroll", () => {
    if (article.offsetHeight === height && !(Math.abs(astray() - rest) < 1)) letGo(); // as by the scroll bar
  }, { signal });
  setTimeout(letGo, 5000);
  return true;
};

// A browser that loads a page anew goes by y. Under instant navigation before.js sees to it; the offline copy has none, and
// is left to the browser: told to keep off, it would not lead back within the page either.
addEventListener("pagehide", () => __leave(location.pathname));
const { type: __how } = performance.getEntriesByType("navigation")[0] ?? {};
if (location.protocol !== "file:" && (__how === "reload" || __how === "back_forward")) {
  history.scrollRestoration = "manual";
  document.addEventListener("DOMContentLoaded", () => __hold(location.pathname), { once: true });
}
