// What Material's script has to find changed: it stands before it in one file.

// The page has only its own settings; what all pages of a language share, docsite/web/delivery/settings.py puts in here. Asked for
// instant navigation in a folder, where nothing can be fetched, Material would start nothing at all.
(() => {
  const own = document.getElementById("__config");
  const settings = { ...SETTINGS[document.documentElement.lang], ...JSON.parse(own.textContent) };
  if (location.protocol === "file:") settings.features = settings.features.filter((one) => one !== "navigation.instant");
  own.textContent = JSON.stringify(settings);
})();

// For instant navigation Material makes every relative address absolute, and a stylesheet whose address is set is
// fetched again, the page standing bare meanwhile. So a stylesheet here claims to be absolute already, and so does a font.
for (const link of document.querySelectorAll("link:is([rel=stylesheet], [rel=preload])")) {
  const href = link.href, absolute = link.cloneNode();
  absolute.setAttribute("href", href);
  Object.defineProperties(link, {
    href: { get: () => href, set() {} },
    outerHTML: { get: () => absolute.outerHTML },
  });
}

// Material fetches the index of the whole site on every first visit. It is held back until someone turns to the
// search, or an address asks for one: most readers of an article never do, and the index grows with each article.
(() => {
  const send = XMLHttpRequest.prototype.send, open = XMLHttpRequest.prototype.open;
  const toggle = document.getElementById("__search"), field = document.querySelector(".md-search__input");
  if (new URLSearchParams(location.search).has("q")) return;
  const wanted = new Promise((start) => {
    toggle.addEventListener("change", start);
    field.addEventListener("focus", start);
  });
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isIndex = String(url).endsWith("/search/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.isIndex) wanted.then(() => send.apply(this, body));
    else send.apply(this, body);
  };
})();

// Material shows a page that it has fetched where its reader was on the one before, and moves there only once the last of
// the page's scripts has come. It also takes for the reader's place on a page wherever they have scrolled on the one before
// while they waited for it, or shortly before they left. A fragment is left to it: what stands above may still grow.
// Once the page is shown at its top, its reader may read on, and a move of Material's own would throw them back.
(() => {
  let place = null, back = false, shown = false;
  const move = scrollTo;
  const leave = (to) => {
    place = to;
    back = shown = false;
    __leave();
  };
  window.scrollTo = (...where) => {
    const itsOwn = where.length === 2; // not of the button that leads to the top
    if (!back && !(itsOwn && !place && (__aim() || shown))) move(...where);
  };
  addEventListener("click", () => leave(null), true);
  addEventListener("popstate", () => leave(history.state));
  new MutationObserver((records) => {
    if (!records.some(({ addedNodes }) => [...addedNodes].some((node) => node.matches?.(".md-container")))) return;
    __pin();
    const other = __shown !== location.pathname; // Material may fetch the same page for another place on it
    __shown = location.pathname;
    back = Boolean(place) && other && __hold();
    history.replaceState(place, "");
    if (!back && (place || !location.hash)) move(0, place?.y ?? 0);
    shown = !location.hash;
    dispatchEvent(new Event("scroll")); // before Material writes down a place that it still holds from the page before
  }).observe(document.body, { childList: true });
})();
