// Runs before Material's script, which asks for the first three; once, though instant navigation runs the scripts of each page.
if (!window.__md_scope) {
  // What the reader chose is kept below one scope, that of both languages. Storage may be forbidden or full.
  __md_scope = new URL(document.currentScript.dataset.scope, location);
  __md_get = (key, storage, scope = __md_scope) => {
    try {
      return JSON.parse((storage ?? localStorage).getItem(scope.pathname + "." + key));
    } catch {
      return null;
    }
  };
  __md_set = (key, value, storage, scope = __md_scope) => {
    try {
      (storage ?? localStorage).setItem(scope.pathname + "." + key, JSON.stringify(value));
    } catch { /* then it holds for this page only */ }
  };

  // Brings the scripts that bundles.py has laid by, in the order in which they stand; tells when all have come or failed. They
  // go to the end of what instant navigation replaces: where they stand, each would have the whole article styled anew.
  __bring = () => Promise.all([...document.querySelectorAll("template.late")].flatMap(({ content }) => [...content.children])
    .map((script) => new Promise((done) => {
      script.async = false;
      script.onload = script.onerror = done;
      document.querySelector(".md-container").append(script);
    })));

  // Copies a text; returns whether that could be done. Over plain http, as on an intranet, browsers have no clipboard for
  // scripts, and elsewhere a reader may have forbidden it; what is selected can still be copied.
  __copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* as follows, then */ }
    const field = document.createElement("textarea"), { activeElement } = document;
    field.value = text;
    field.style.cssText = "position: fixed; top: 0; left: 0; opacity: 0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    activeElement?.focus({ preventScroll: true });
    return done;
  };

  // Their addresses are taken as long as the page's own is that of the window: instant navigation changes it before it brings
  // the other page, and a reader may leave before the scripts of this one have come.
  __pin = () => {
    for (const { content } of document.querySelectorAll("template.late")) {
      for (const script of content.children) script.src = new URL(script.getAttribute("src"), location.href).href;
    }
  };

  // They wait until the first screen is seen; a page that nobody looks at never is, and old browsers do not tell. By then the
  // event that they wait for themselves is long past, so it is sent again: in a task of its own, for a reader may have done
  // something meanwhile.
  document.addEventListener("DOMContentLoaded", () => {
    __pin();
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
  __shown = location.pathname; // of the page that is shown: instant navigation changes the address first
  const session = (() => {
    try {
      return sessionStorage;
    } catch { /* it is forbidden */ }
  })();
  const blocks = () => [...document.querySelectorAll(".md-content__inner > :not(script, template)")];
  const place = () => session && __md_get("__place" + __shown, session);
  __leave = () => {
    const all = blocks();
    const block = all.find((block) => block.getBoundingClientRect().bottom > 0) ?? all.at(-1);
    if (!block || !session) return;
    __md_set("__place" + __shown, { index: all.indexOf(block), top: block.getBoundingClientRect().top }, session);
  };

  // Brings an element to a height in the window and holds it there while the page is laid out, for five seconds or until the
  // reader does something.
  const acts = ["wheel", "touchstart", "touchmove", "pointerdown", "keydown"];
  const hold = (block, top) => {
    const astray = () => block.isConnected ? block.getBoundingClientRect().top - top : NaN;
    let y, rest; // what a page that is still too short leaves of the way
    const bring = () => {
      scrollBy(0, astray());
      y = scrollY;
      rest = astray();
    };
    const holder = new ResizeObserver(bring);
    const held = new AbortController(), { signal } = held;
    const letGo = () => {
      holder.disconnect();
      held.abort();
    };
    bring();
    holder.observe(block.closest(".md-content__inner"));
    for (const act of acts) addEventListener(act, letGo, { signal, passive: true });
    addEventListener("scroll", () => {
      if (scrollY !== y && !(Math.abs(astray() - rest) < 1)) letGo(); // as by the scroll bar
    }, { signal });
    setTimeout(letGo, 5000);
  };

  // Brings the reader back to their place; returns whether there is one.
  __hold = () => {
    const { index, top } = place() ?? {};
    const block = blocks()[index];
    if (block) hold(block, top);
    return Boolean(block);
  };

  // Goes to the fragment; returns whether there is such an element. Where it stands is found by guessed heights, too.
  __aim = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest(".md-content__inner")) return false;
    target.scrollIntoView({ behavior: "instant" });
    hold(target, target.getBoundingClientRect().top);
    return true;
  };
  addEventListener("hashchange", __aim);

  // A browser that loads a page anew goes by y, unless it is told not to. Under instant navigation before.js brings them.
  const again = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type) && place();
  let acted = false;
  if (again) {
    history.scrollRestoration = "manual";
    addEventListener("load", () => setTimeout(() => {
      // Then the browser may see to places within the page again, unless Material has come, which does so, but in no folder.
      if (!window.document$ || location.protocol === "file:") history.scrollRestoration = "auto";
    }));
    for (const act of acts) addEventListener(act, () => acted = true, { once: true, passive: true });
  }
  document.addEventListener("DOMContentLoaded", () => {
    if (again && !acted) __hold();
    addEventListener("pagehide", __leave);
    document.addEventListener("visibilitychange", () => document.hidden && __leave()); // phones may tell no more
  }, { once: true });
}
