// Gives the TeX of a formula to those who copy it. Nothing here draws: the formulas were rendered when the site was built.
const FORMULA = "mjx-container";

// The TeX of a page, formula by formula, is a file of its own, which nobody needs before he copies. The file is a script,
// for a page that was opened from a folder can fetch nothing; it fills in its list here, by its own name.
globalThis.formulaTex = {};
const asked = new Map();

const here = () => document.querySelector("script[data-tex]");
const known = () => formulaTex[here()?.dataset.tex];

function load() {
  const { src, dataset: { tex } } = here();
  if (!asked.has(tex)) {
    asked.set(tex, new Promise((resolve, reject) => {
      const file = document.createElement("script");
      file.onload = () => resolve(formulaTex[tex]);
      file.onerror = () => {
        asked.delete(tex);
        reject(new Error(tex));
      };
      file.src = new URL(tex, src);
      document.head.append(file);
    }));
  }
  return asked.get(tex);
}

const ahead = () => here() && load().catch(() => {});
for (const event of ["pointerover", "focusin"]) {
  document.addEventListener(event, ({ target }) => target.closest?.(".formula__copy") && ahead());
}
document.addEventListener("selectionchange", () => getSelection().isCollapsed || ahead());

const all = () => [...document.querySelectorAll(FORMULA)];

const source = (formula, tex) => (formula.hasAttribute("display") ? `$$\n${tex}\n$$` : `$${tex}$`);

// Eyes see a tick; this is for those who listen.
const status = document.createElement("div");
status.setAttribute("role", "status");
status.className = "formula__status";
document.body.append(status);

function mount() {
  const words = here()?.dataset;
  for (const formula of document.querySelectorAll(".formula:not(:has(.formula__copy))")) {
    const button = document.createElement("button");
    button.className = "formula__copy";
    button.type = "button";
    button.title = words.copy;
    button.setAttribute("aria-label", `${words.copy} ${formula.querySelector(".formula__number")?.textContent ?? ""}`);
    formula.append(button);
  }
}

mount();
// Material tells of each further page that it shows. On the first page its script has not run yet.
const follow = () => globalThis.document$?.subscribe(mount);
if (globalThis.document$) follow();
else document.addEventListener("DOMContentLoaded", follow);

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".formula__copy");
  if (!button) return;
  const place = all().indexOf(button.closest(".formula").querySelector(FORMULA));
  const tex = (await load())[place];
  if (!await __copy(tex)) {
    prompt(here().dataset.failed, tex); // where it is selected already
    return;
  }
  button.classList.add("formula__copy--done");
  status.textContent = here().dataset.copied;
  setTimeout(() => {
    button.classList.remove("formula__copy--done");
    status.textContent = "";
  }, 2000);
});

// A selection that touches a formula takes all of it: half a formula has no TeX.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || event.target.closest?.("input, textarea")) return;
  const range = selection.getRangeAt(0).cloneRange();
  const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(FORMULA);
  const [first, last] = [around(range.startContainer), around(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const places = [...all().entries()].filter(([, formula]) => range.intersectsNode(formula)).map(([place]) => place);
  if (!places.length) return;
  const copied = range.cloneContents();
  const ready = known();
  if (ready) {
    for (const [type, text] of Object.entries(texts(copied, places, ready))) event.clipboardData.setData(type, text);
  } else if (navigator.clipboard?.write) {
    const coming = load().then((list) => texts(copied, places, list));
    const parts = ["text/html", "text/plain"].map((type) => [type, coming.then((found) => new Blob([found[type]], { type }))]);
    navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  } else return;
  event.preventDefault();
});

// What was copied, with the TeX of its formulas, which stand at these places on the page.
function texts(copied, places, list) {
  for (const extra of copied.querySelectorAll(".formula__number, .formula__copy, script")) extra.remove();
  for (const [index, formula] of [...copied.querySelectorAll(FORMULA)].entries()) {
    formula.replaceWith(source(formula, list[places[index]]));
  }
  const html = document.createElement("div");
  html.append(copied);
  return { "text/html": html.innerHTML, "text/plain": plain(html) };
}

// The text as it is laid out, which only an element on the page can tell.
function plain(element) {
  element.style.cssText = "position: fixed; left: -9999px; white-space: pre-wrap";
  document.querySelector(".md-typeset").append(element);
  const text = element.innerText;
  element.remove();
  return text;
}
