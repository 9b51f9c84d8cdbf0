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
