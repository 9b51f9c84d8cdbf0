// Copies the blocks of a page as one program, in their order; the scripts that commands start are programs of their own.
// It is loaded once and outlives instant navigation, so it listens on the document.
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".takeaway__copy");
  if (!button || button.dataset.label) return;
  const blocks = document.querySelectorAll(".md-content .language-python:not([data-script]) pre > code");
  button.dataset.label = button.textContent;
  const copied = await __copy([...blocks].map((code) => code.textContent.trim() + "\n").join("\n\n"));
  button.textContent = copied ? button.dataset.done : button.dataset.failed;
  setTimeout(() => {
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }, copied ? 2000 : 8000);
});
document.documentElement.classList.add("can-copy"); // only now is the button shown
