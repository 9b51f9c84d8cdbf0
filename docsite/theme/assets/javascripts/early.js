// Runs before anything is shown. What the reader chose is kept below one scope, that of both languages.
__md_scope = new URL(document.currentScript.dataset.scope, location);
__md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key));
__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch { /* storage may be forbidden or full */ }
};

// The scheme is there before anything is shown: else a dark room would be lit. What the reader chose is "auto", "light" or
// "dark"; after.js lets them choose.
__scheme = {
  system: matchMedia("(prefers-color-scheme: dark)"),
  get chosen() {
    try {
      return __md_get("__scheme") ?? "auto";
    } catch {
      return "auto"; // storage may be forbidden
    }
  },
  show(chosen) {
    const dark = chosen === "dark" || (chosen === "auto" && this.system.matches);
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    document.documentElement.style.colorScheme = dark ? "dark" : "light"; // for the scroll bars
  },
};
__scheme.show(__scheme.chosen);
