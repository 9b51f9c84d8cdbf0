// Lets readers run a page's Python. Nothing but this script, its styles and its words is loaded before the first click.
const MANY = 500; // lines of output; with more, no line is marked as different

let worker; // outlives instant navigation
let page; // what is known of the page that is shown: its setup, its blocks, and the one that is running

const make = (tag, name, properties = {}) => Object.assign(document.createElement(tag), { className: name, ...properties });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const trimmed = (text) => text.replace(/\n+$/, "");
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

// For those who listen: what the panel says, but no progress.
const live = make("div", "run__live", { role: "status" });

class Block {
  constructor(element, number, words, check) {
    this.element = element;
    this.number = number;
    this.check = check; // of an exercise, which the reader answers here
    this.code = element.querySelector("pre > code");
    const next = element.nextElementSibling;
    const output = next?.matches(".language-text.highlight") ? next : null;
    this.expected = output?.querySelector("pre > code").textContent ?? "";
    const bar = make("div", "run__bar");
    this.runButton = bar.appendChild(make("button", "run__button run__button--run", { type: "button" }));
    if (check) this.checkButton = bar.appendChild(make("button", "run__button run__button--check", { type: "button" }));
    this.editButton = bar.appendChild(make("button", "run__button", { type: "button" }));
    for (const button of this.starters)
      button.addEventListener("click", () => (page.running === this ? stop() : start(this, button)));
    this.editButton.addEventListener("click", () => (this.editor ? this.reset() : this.edit()));
    this.panel = make("div", "run__panel", { hidden: true });
    // The bar stands where there is room without moving anything: beside the words above an output, or in the title.
    const place = output ?? element;
    place.classList.add("run");
    const title = element.querySelector(":scope > .filename");
    if (check) element.append(bar);
    else if (output) output.prepend(bar);
    else if (title) title.after(bar);
    else element.prepend(bar);
    if (!output && !title && !check) element.classList.add("run--bare");
    place.append(this.panel);
    if (check) this.open(words);
    this.label(words);
  }

  get starters() {
    return this.check ? [this.runButton, this.checkButton] : [this.runButton];
  }

  get source() {
    return this.editor ? this.editor.value : this.code.textContent;
  }

  label(words, running = false) {
    const set = (button, text) => {
      button.textContent = text;
      button.setAttribute("aria-label", fill(words.button, { action: text, number: this.number }));
    };
    for (const button of this.starters) {
      const stops = running && button === page.pressed;
      set(button, stops ? words.stop : button === this.runButton ? words.run : words.check);
      button.classList.toggle("run__button--stop", stops);
    }
    set(this.editButton, this.editor ? words.reset : words.edit);
  }

  edit() {
    this.open(page.setup.words);
    this.label(page.setup.words, page.running === this);
    this.editor.focus();
  }

  open(words) {
    this.editor = make("textarea", "run__editor", { value: trimmed(this.source), spellcheck: false, wrap: "off" });
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.editor.setAttribute(name, "off");
    this.editor.setAttribute("aria-label", fill(words.code, { number: this.number }));
    const grow = () => (this.editor.rows = this.editor.value.split("\n").length);
    this.editor.addEventListener("input", grow);
    this.grow = grow;
    this.editor.addEventListener("keydown", (event) => this.type(event));
    this.measure();
    const pre = this.code.closest("pre");
    this.frame = make("div", "run__frame");
    this.frame.append(this.editor);
    pre.before(this.frame);
    pre.hidden = true;
    grow();
    this.mark(0);
  }

  reset() {
    if (this.check) {
      this.editor.value = trimmed(this.code.textContent);
      this.grow();
    } else {
      this.frame.remove();
      this.editor = null;
      this.code.closest("pre").hidden = false;
    }
    this.mark(0);
    this.panel.hidden = page.running !== this;
    this.label(page.setup.words, page.running === this);
  }

  type(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      if (!page.running) start(this, this.checkButton ?? this.runButton);
      return;
    }
    const above = this.editor.value.slice(0, this.editor.selectionStart).split("\n").pop();
    const indent = /^ */.exec(above)[0] + (above.trimEnd().endsWith(":") ? "    " : "");
    document.execCommand("insertText", false, `\n${indent}`); // unlike setRangeText, it can be undone
  }

  // Code is smaller in some places: what lies over it, or in its place, has to have its size.
  measure() {
    if (!this.editor?.isConnected) this.element.style.setProperty("--run-size", getComputedStyle(this.code).fontSize);
  }

  // Points at a line of the code; 0 at none.
  mark(line) {
    if (line) this.measure();
    this.element.classList.toggle("run--marked", line > 0);
    this.element.style.setProperty("--run-line", line - 1);
  }

  show(state, text, ...content) {
    this.panel.hidden = false;
    this.panel.dataset.state = state;
    this.panel.replaceChildren(make("p", "run__status", { textContent: text }), ...content);
  }

  // Characters that no page can show stand as those that Unicode has for them.
  print(text) {
    text = text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, (one) =>
      String.fromCharCode(0x2400 + Math.min(one.charCodeAt(0), 0x21)),
    );
    if (!this.output) {
      this.output = make("code");
      const pre = make("pre", "run__output");
      this.output.tabIndex = 0;
      pre.append(this.output);
      this.panel.append(pre);
    }
    this.output.append(text);
  }

  finish({ error, block, lines, cut, verdict, fault }) {
    const { words } = page.setup;
    for (const [index, line] of lines) page.blocks[index].mark(line);
    if (verdict) return this.judge(verdict, lines, words);
    const said = this.output?.textContent ?? "";
    const equal = !error && !cut && !fault && said === this.expected;
    const close = !cut && trimmed(said) === trimmed(this.expected);
    const line = lines.find(([index]) => index === block)?.[1] ?? "?";
    const values = { line, number: block + 1, message: error?.split("\n").pop() };
    const text = error
      ? fill(block === page.blocks.indexOf(this) ? words.error : words.error_above, values)
      : fault ? fill(words.unshowable, fault)
      : equal ? (said ? words.equal : words.silent)
      : !this.expected ? words.unexpected
      : close ? words.end : words.different;
    const parts = this.output ? [this.output.parentNode] : [];
    if (this.output && !equal && !error) this.compare(said);
    if (cut) parts.push(make("p", "run__note", { textContent: words.cut }));
    if (error) {
      const told = make("code", "", { textContent: error, tabIndex: 0 });
      const pre = make("pre", "run__error");
      pre.append(told);
      parts.push(pre);
    }
    this.show(error ? "error" : equal ? "equal" : "different", text, ...parts);
    live.textContent = text;
  }

  // Says what the check of an exercise has found: whether the answer holds, or the first input on which it is wrong.
  judge(verdict, lines, words) {
    const { holds, missing, broken, call, got, expected, raised } = verdict;
    const line = lines.find(([index]) => page.blocks[index] === this)?.[1] ?? "?";
    const values = { ...verdict, count: holds, line, message: raised?.split("\n").pop() };
    const said = missing ? words.missing : broken ? words.broken : raised ? words.raised : call ? words.wrong : words.holds;
    const parts = this.output ? [this.output.parentNode] : [];
    if (call) {
      const told = make("dl", "run__case");
      const rows = [[words.called, call], [words.returned, got], [words.expected, expected]];
      for (const [name, value] of rows.filter(([, one]) => one !== undefined)) {
        const shown = make("dd");
        shown.append(make("code", "", { textContent: value }));
        told.append(make("dt", "", { textContent: name }), shown);
      }
      parts.unshift(told);
    }
    const text = fill(said, values);
    this.show(call ? "different" : missing || broken ? "error" : "equal", text, ...parts);
    live.textContent = text;
  }

  // Sets apart the lines that the proven output has not, or has otherwise.
  compare(said) {
    const [ours, proven] = [trimmed(said).split("\n"), trimmed(this.expected).split("\n")];
    if (ours.length > MANY || !this.expected) return;
    this.output.replaceChildren(
      ...ours.map((text, index) =>
        make("span", text === proven[index] ? "" : "run__line--different", { textContent: `${text}\n` }),
      ),
    );
  }
}

function start(block, pressed) {
  const { setup, blocks } = page;
  page.running = block;
  page.pressed = pressed;
  for (const other of blocks) {
    other.mark(0);
    for (const button of other.starters) button.disabled = button !== pressed;
  }
  block.label(setup.words, true);
  block.output = null;
  if (worker) block.show("running", setup.words.running);
  else {
    block.show("loading", setup.words.start);
    live.textContent = setup.words.start;
    worker = makeWorker();
    if (!worker) return end((one) => one.show("error", setup.words.old), setup.words.old);
  }
  worker.postMessage({
    ...setup,
    no_input: setup.words.input,
    blocks: blocks.slice(0, blocks.indexOf(block) + 1).map((one) => one.source),
    check: pressed === block.checkButton ? block.check : undefined,
  });
}

// An old browser would run a module as a plain script: it does not ask for the type.
function makeWorker() {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      return "module";
    },
  };
  const made = new Worker(new URL("worker.mjs", import.meta.url), options);
  if (!asked) {
    made.terminate();
    return null;
  }
  made.onmessage = ({ data }) => worker === made && hear[data.kind](page.running, page.setup.words, data);
  made.onerror = () => worker === made && hear.failed(page.running, page.setup.words);
  return made;
}

// What the worker tells, by the kind of its message.
const hear = {
  loading(block, words, { loaded, size }) {
    const text = fill(words.loading, { loaded: megabytes(loaded), size: megabytes(size) });
    const bar = make("progress", "run__progress", { max: size, value: loaded });
    bar.setAttribute("aria-label", words.start);
    block.show("loading", text, bar);
  },
  running(block, words) {
    block.show("running", words.running);
  },
  above(block, words, { done, total }) {
    block.show("running", fill(words.above, { done, total }));
  },
  output(block, words, { text }) {
    if (!block.output) block.show("running", words.running);
    block.print(text);
  },
  done(block, words, result) {
    end((one) => one.finish(result));
  },
  old(block, words) {
    quit((one) => one.show("error", words.old), words.old);
  },
  failed(block, words) {
    quit((one) => one.show("error", words.failed), words.failed);
  },
  flooded(block, words, { count }) {
    const said = fill(words.flooded, { count: count.toLocaleString(document.documentElement.lang) });
    quit((one) => one.show("error", said, ...(one.output ? [one.output.parentNode] : [])), said);
  },
  crashed(block, words, { text }) {
    quit((one) => one.show("error", `${words.crashed} ${text}`), words.crashed);
  },
};

function end(show, said) {
  const block = page.running;
  page.running = null;
  for (const other of page.blocks) {
    for (const button of other.starters) button.disabled = false;
  }
  block.label(page.setup.words);
  show(block);
  if (said) live.textContent = said;
}

function quit(show, said) {
  worker.terminate();
  worker = null;
  if (page.running) end(show, said);
}

function stop() {
  const { stopped } = page.setup.words;
  quit((block) => block.show("stopped", stopped, ...(block.output ? [block.output.parentNode] : [])), stopped);
}

async function mount() {
  if (page?.running) {
    worker.terminate(); // its reader has gone on
    worker = null;
  }
  page = null;
  live.textContent = "";
  const script = document.querySelector("script[data-run-setup]");
  if (!script) return;
  const setup = JSON.parse(script.dataset.runSetup);
  setup.words = await (await fetch(new URL(setup.words, import.meta.url))).json();
  if (!script.isConnected) return; // the reader has gone on
  const elements = [...document.querySelectorAll("[data-run]")];
  if (!("Worker" in window && "WebAssembly" in window)) {
    elements[0].before(make("p", "run__old", { textContent: setup.words.old }));
    return;
  }
  const checks = [...(setup.checks ?? [])]; // in the order of their blocks
  const check = (element) => (element.matches("[data-check]") ? checks.shift() : undefined);
  const blocks = elements.map((element, index) => new Block(element, index + 1, setup.words, check(element)));
  page = { setup, running: null, blocks };
}

const styles = make("link", "", { rel: "stylesheet", href: new URL("run.css", import.meta.url).href });
const styled = new Promise((done) => { styles.onload = done; });
document.body.append(live, styles);
// Material tells of each page that it shows; under another theme this page is the only one. On the first page Material's
// script has not run yet, and may well come later than the styles.
const read = globalThis.document$ || new Promise((done) => document.addEventListener("DOMContentLoaded", done));
Promise.all([styled, read]).then(() => (globalThis.document$ ? document$.subscribe(mount) : mount()));
