// Runs before anything is shown. What the reader chose is kept below one scope, that of both languages.
__md_scope = new URL(document.currentScript.dataset.scope, location);
__md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key));
__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch { /* storage may be forbidden or full */ }
};

// Material learns the scheme only after its script has come; until then a dark room would be lit.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  let chosen = null;
  try {
    chosen = __md_get("__palette")?.color;
  } catch { /* storage may be forbidden */ }
  const follows = !chosen || chosen.media === "(prefers-color-scheme)";
  document.body.dataset.mdColorScheme = follows ? system : chosen.scheme;
})();
