// Runs before Material's script, which asks for these. What the reader chose is kept below one scope, that of both languages.
__md_scope = new URL(document.currentScript.dataset.scope, location);
__md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key));
__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch { /* storage may be forbidden or full */ }
};
