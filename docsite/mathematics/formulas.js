// Gives the TeX of a formula to those who copy it. Nothing here draws: the formulas were rendered when the site was built.
const FORMULA = "mjx-container[data-tex]";

const source = (formula) => {
  const tex = formula.dataset.tex;
  return formula.hasAttribute("display") ? `$$\n${tex}\n$$` : `$${tex}$`;
};

// Eyes see a tick; this is for those who listen.
const status = document.createElement("div");
status.setAttribute("role", "status");
status.className = "formula__status";
document.body.append(status);

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".formula__copy");
  if (!button) return;
  await navigator.clipboard.writeText(button.closest(".formula").querySelector(FORMULA).dataset.tex);
  button.classList.add("formula__copy--done");
  status.textContent = button.dataset.done;
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
  const copied = range.cloneContents();
  const formulas = copied.querySelectorAll(FORMULA);
  if (!formulas.length) return;
  for (const extra of copied.querySelectorAll(".formula__number, .formula__copy, script")) extra.remove();
  for (const formula of formulas) formula.replaceWith(source(formula));
  const html = document.createElement("div");
  html.append(copied);
  event.clipboardData.setData("text/html", html.innerHTML);
  event.clipboardData.setData("text/plain", plain(html));
  event.preventDefault();
});

// The text as it is laid out, which only an element on the page can tell.
function plain(element) {
  element.style.cssText = "position: fixed; left: -9999px; white-space: pre-wrap";
  document.querySelector(".md-typeset").append(element);
  const text = element.innerText;
  element.remove();
  return text;
}
