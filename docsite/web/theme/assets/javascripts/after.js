// What builds on Material's script: it stands behind it in one file.

// The scripts of a further page are to be brought, too, before anyone else hears of it.
document$.subscribe(__bring);

// The header outlives instant navigation, so the link is aimed when it is used, and takes the fragment along.
(() => {
  const link = document.querySelector(".site-language");
  const home = new URL(JSON.parse(document.getElementById("__config").textContent).base + "/", location);
  const other = new URL("../" + link.hreflang + "/", home);
  const aim = () => {
    if (location.pathname.startsWith(home.pathname))
      link.href = other + location.pathname.slice(home.pathname.length) + location.hash;
  };
  document$.subscribe(aim);
  for (const event of ["pointerenter", "pointerdown", "focus", "click"]) link.addEventListener(event, aim, true);
})();

// The switch of the schemes. Material's own has the whole page styled anew four times while it loads; this one waits until
// somebody chooses.
(() => {
  const { body } = document;
  const options = [...document.querySelectorAll(".md-option")];
  const header = document.querySelector(".md-header");
  const bar = document.head.appendChild(document.createElement("meta")); // the browser's own
  bar.name = "theme-color";
  let { chosen } = __scheme;
  const tell = () => {
    for (const option of options) {
      option.checked = option.value === chosen;
      option.nextElementSibling.hidden = !option.checked;
    }
    bar.content = getComputedStyle(header).backgroundColor;
  };
  const change = () => {
    body.dataset.mdColorSwitching = ""; // nothing fades
    __scheme.show(chosen);
    tell();
    delete body.dataset.mdColorSwitching;
  };
  for (const option of options) {
    option.addEventListener("change", () => {
      chosen = option.value;
      __md_set("__scheme", chosen);
      change();
    });
    option.addEventListener("keydown", ({ key }) => {
      if (key !== "Enter") return;
      const next = option.nextElementSibling.control;
      next.focus();
      next.click();
    });
  }
  __scheme.system.addEventListener("change", change);
  tell();
})();

// Material looks for what was typed when a key is released. A character chosen from a list, as Chinese is written, or a
// word that is pasted, comes without one.
(() => {
  const field = document.querySelector(".md-search__input");
  field.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup")));
})();

// Material makes the copy button of each block a landmark of its own, without a name: dozens of them on a page.
component$.subscribe(({ ref }) => {
  for (const nav of ref.closest("pre")?.querySelectorAll(".md-code__nav") ?? []) nav.setAttribute("role", "none");
});

// A figure that is a file of its own comes as an image when the reader draws near. Put into the page, its text can be
// selected and has the page's face. Where files cannot be fetched, as from a folder, the image stays.
(() => {
  const open = async (image) => {
    try {
      const answer = await fetch(image.src, { cache: "force-cache" });
      if (!answer.ok) return;
      const drawing = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
      drawing.querySelector("style")?.remove(); // the page's colours are there already
      image.replaceWith(document.importNode(drawing, true));
    } catch { /* the image shows the same */ }
  };
  if (location.protocol === "file:") return;
  document$.subscribe(() => {
    for (const image of document.querySelectorAll("img.figure")) {
      if (image.complete && image.naturalWidth) open(image);
      else image.addEventListener("load", () => open(image), { once: true });
    }
  });
})();
