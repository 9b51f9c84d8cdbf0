// Plays recordings on the pages: a figure with `data-player` gets controls, a caption, and the program beside it.
//
// data-player names a file, which lies beside this script and is fetched when the figure comes near: the recording, the
// captions by their keys with {names} in them, and the words on the controls. data-failed is shown if it does not come.
// STYLES holds player.css; pages.py puts it there, and makes one file of all modules.
import { canRecord, record } from "./python.mjs";
import { states } from "./states.mjs";

const SVG = "http://www.w3.org/2000/svg";
const PAUSE = 1500; // milliseconds that a frame stays, at the speed 1
const SPEEDS = [0.5, 1, 2];
const NEAR = "600px";

const ICONS = {
  first: "M6 5v14M19 5l-10 7 10 7z",
  previous: "M17 5L7 12l10 7z",
  play: "M7 4v16l13-8z",
  pause: "M7 5v14M17 5v14",
  next: "M7 5l10 7L7 19z",
  last: "M18 5v14M5 5l10 7-10 7z",
};

function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// Makes the children of a node what the marks say. What keeps its key stays the same element, and so can move.
function draw(parent, marks) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const keys = new Set(marks.map(([, key]) => key));
  for (const [key, child] of old) if (!keys.has(key)) child.remove();
  let next = parent.firstChild;
  for (const [tag, key, attributes, inside] of marks) {
    const known = old.get(key);
    const child = known ?? document.createElementNS(SVG, tag);
    child.dataset.key = key;
    for (const [name, value] of Object.entries(attributes)) {
      if (child.getAttribute(name) !== value) child.setAttribute(name, value);
    }
    if (typeof inside === "string") child.textContent = inside;
    else draw(child, inside);
    if (child === next) next = next.nextSibling;
    else parent.insertBefore(child, next);
  }
}

function picture(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", name);
  svg.setAttribute("font-size", "14");
  return svg;
}

function paint(svg, { width, height, marks }) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  draw(svg, marks);
}

// The block of the page that shows a region, and how many of its lines stand above the region.
function shownBlock(region) {
  for (const block of document.querySelectorAll("[data-shows]")) {
    for (const shown of block.dataset.shows.split(" ")) {
      const [name, above] = shown.split("+");
      if (name === region) return { code: block.querySelector("pre > code"), above: Number(above) };
    }
  }
  return null;
}

// The lines of a block, each as an element: no element of a block goes over the end of a line (docsite/web/delivery/tokens.py).
function linesOf(code) {
  const lines = [[]];
  for (const node of code.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE) lines.at(-1).push(node.cloneNode(true));
    else {
      const [rest, ...more] = node.data.split("\n");
      lines.at(-1).push(rest);
      lines.push(...more.map((text) => [text]));
    }
  }
  return lines.map((inside) => {
    const line = element("span", { class: "player__line" }, ...inside);
    line.style.setProperty("--deep", Math.max(depth(line.textContent), 0) + 2);
    return line;
  });
}

const depth = (text) => text.search(/\S/); // -1 for an empty line

// Where the function begins and ends in which a line stands, with its decorators; the outermost one, or a class's method.
function functionAround(texts, line) {
  const closes = (text) => /^\s*[)\]}]/.test(text);
  let [start, least] = [-1, Infinity];
  for (let index = line; index >= 0; index -= 1) {
    const deep = depth(texts[index]);
    if (deep < 0 || deep >= least || closes(texts[index])) continue;
    least = deep;
    if (/^\s*(?:async )?def\b/.test(texts[index])) start = index;
  }
  if (start < 0) return [0, texts.length];
  const after = (text) => depth(text) >= 0 && depth(text) <= depth(texts[start]) && !closes(text);
  let end = texts.findIndex((text, index) => index > start && after(text));
  if (end < 0) end = texts.length;
  while (!texts[end - 1].trim()) end -= 1;
  while (start && texts[start - 1].trim().startsWith("@")) start -= 1;
  return [start, end];
}

function point(code, first, last) {
  code.classList.toggle("player-line", first > 0);
  code.style.setProperty("--first", first);
  code.style.setProperty("--last", last);
}

class Player {
  constructor(figure, view, { recording, captions, words, labels, source }) {
    Object.assign(this, { figure, view, captions, words, labels, source });
    this.load(recording);
    this.now = recording.still;
    this.moved = false;
    this.timer = 0;
    this.build();
    this.show(this.now);
    figure.addEventListener("keydown", (event) => this.press(event));
  }

  load({ blocks, frames, inputs }) {
    Object.assign(this, { blocks, frames, inputs, states: states(frames) });
    if (this.slider) this.slider.max = frames.length - 1;
  }

  build() {
    this.drawing = picture("player__live");
    this.print = picture("player__print");
    this.figure.querySelector("[role=img]").append(this.drawing, this.print);
    paint(this.print, this.view(this.states[this.now]));

    const { words } = this;
    const button = (name, act) => {
      const made = element("button", { type: "button", title: words[name], "aria-label": words[name] }, icon(name));
      made.addEventListener("click", act);
      return made;
    };
    this.back = [button("first", () => this.go(0)), button("previous", () => this.go(this.now - 1))];
    this.playing = button("play", () => this.toggle());
    this.on = [button("next", () => this.go(this.now + 1)), button("last", () => this.go(this.frames.length - 1))];
    this.slider = element("input", { type: "range", min: 0, max: this.frames.length - 1, "aria-label": words.step });
    this.slider.addEventListener("input", () => this.go(this.slider.valueAsNumber));
    this.count = element("span", { class: "player__count", "aria-hidden": "true" });
    this.speed = element("select", { "aria-label": words.speed, title: words.speed },
      ...SPEEDS.map((speed) => new Option(`${speed}×`, speed, speed === 1, speed === 1)));
    this.caption = element("p", { class: "player__caption", "aria-live": "off" }); // until the reader begins
    this.code = element("code", {});
    this.window = element("div", { class: "player__code highlight", tabindex: 0, role: "region", "aria-label": words.code },
      element("pre", {}, this.code));
    const buttons = element("div", { class: "player__buttons" }, ...this.back, this.playing, ...this.on);
    const controls = element("div", { class: "player__controls", role: "group", "aria-label": words.controls },
      buttons, this.slider, this.count, this.speed);
    this.figure.querySelector(".player__panel").replaceChildren(
      ...(this.labels && canRecord() ? [this.makeForm()] : []), controls, this.caption, this.window);
    this.figure.classList.add("player--on");
    const { pick, drag } = this.view;
    if (pick) this.grip(() => true, (_, x, y) => this.turn(pick(this.states, x, y)));
    else if (drag && this.form) this.hold(drag);
  }

  // Lets readers give inputs of their own: a list of whole numbers, or a text that Python reads.
  makeForm() {
    this.fields = {};
    const labels = Object.entries(this.labels).map(([name, text]) => {
      const value = [this.inputs[name]].flat().join(", ");
      this.fields[name] = element("input", { type: "text", value, autocomplete: "off", enterkeyhint: "go" });
      return element("label", {}, text, this.fields[name]);
    });
    this.form = element("form", { class: "player__form" }, ...labels,
      element("button", { type: "submit" }, this.words.try));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.record();
    });
    return this.form;
  }

  // What stands in the fields, as Python takes it; null if a list is none of whole numbers.
  given() {
    const given = {};
    for (const [name, { value }] of Object.entries(this.fields)) {
      given[name] = value;
      if (typeof this.inputs[name] === "string") continue;
      given[name] = value.split(/[\s,;，、；]+/).filter(Boolean).map((one) => Number(one.replace("−", "-")));
      if (!given[name].every(Number.isSafeInteger)) return null;
    }
    return given;
  }

  // Calls `begin` with the state and the place where the pointer goes down, and `move` wherever it goes while it is held.
  grip(begin, move, end = () => {}) {
    const svg = this.drawing;
    const at = ({ clientX, clientY }) => {
      const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [x, y];
    };
    let held = null;
    svg.classList.add("player__live--hand");
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      held = begin(this.states[this.now], ...at(event));
      if (held === null) return;
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("player__live--held");
      event.preventDefault();
      move(held, ...at(event));
    });
    svg.addEventListener("pointermove", (event) => held !== null && move(held, ...at(event)));
    for (const name of ["pointerup", "pointercancel"]) {
      svg.addEventListener(name, () => {
        if (held === null) return;
        held = null;
        svg.classList.remove("player__live--held");
        end();
      });
    }
  }

  turn(number) {
    if (number !== null && number !== this.now) this.go(number);
  }

  // What is held moves at once; the program runs anew when the reader lets go.
  hold(drag) {
    let live = null;
    const begin = (state, x, y) => {
      if (this.form.getAttribute("aria-busy")) return null;
      live = state;
      return drag.grab(state, x, y);
    };
    const move = (held, x, y) => {
      live = drag.move(live, held, x, y);
      paint(this.drawing, this.view(live));
    };
    this.grip(begin, move, () => {
      for (const [name, text] of Object.entries(drag.input(live))) this.fields[name].value = text;
      this.record();
    });
  }

  async record() {
    const { words, form } = this;
    if (form.getAttribute("aria-busy")) return;
    this.pause();
    const inputs = this.given();
    if (!inputs) {
      this.caption.textContent = words.wrong;
      return;
    }
    const button = form.lastChild;
    form.setAttribute("aria-busy", "true");
    button.setAttribute("aria-disabled", "true");
    try {
      this.source = typeof this.source === "string" ? await fetched(this.source) : this.source;
      const recording = await record(this.source, inputs, ({ loaded, size }) => {
        const share = Math.floor((100 * loaded) / size);
        if (this.share !== share) this.caption.textContent = `${words.loading} ${this.share = share} %`;
      });
      this.load(recording);
      this.go(0);
    } catch (error) {
      this.show(this.now);
      const said = error.message.replace(/^ValueError: /, "");
      // Python speaks English, also to those who listen to another language.
      this.caption.replaceChildren(...(said ? [`${words.refused} `, element("span", { lang: "en" }, said)] : [words.failed]));
    }
    form.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }

  go(number) {
    this.pause();
    this.moved = true;
    this.show(Math.min(Math.max(number, 0), this.frames.length - 1));
  }

  show(number) {
    this.now = number;
    const [key, values, block, first, last] = this.frames[number];
    const end = this.frames.length - 1;
    paint(this.drawing, this.view(this.states[number]));
    const text = this.captions[key].replace(/\{([^{}]*)\}/g, (_, name) => String(values[name]).replace("-", "−"));
    this.caption.textContent = text;
    this.slider.value = number;
    this.count.textContent = `${number + 1} / ${end + 1}`;
    this.slider.setAttribute("aria-valuetext", this.count.textContent);
    // Disabled buttons would lose the focus, and those who step by keyboard their place.
    for (const one of this.back) one.setAttribute("aria-disabled", number === 0);
    for (const one of this.on) one.setAttribute("aria-disabled", number === end);
    this.point(this.blocks[block], first, last);
  }

  // Mark the lines in the function beside the drawing, and, once the reader has begun, in the block on the page.
  point(region, first, last) {
    const block = shownBlock(region);
    if (!block) return;
    if (this.region !== region) {
      this.region = region;
      this.lines = linesOf(block.code);
    }
    const lines = [first + block.above, last + block.above];
    const [start, end] = functionAround(this.lines.map((line) => line.textContent), lines[0] - 1);
    this.code.replaceChildren(...this.lines.slice(start, end));
    for (const [index, line] of this.lines.entries()) {
      line.classList.toggle("player__line--now", index >= lines[0] - 1 && index < lines[1]);
    }
    if (this.marked && this.marked !== block.code) point(this.marked, 0, 0);
    if (this.moved) point(this.marked = block.code, ...lines);
    const [top, bottom] = [this.lines[lines[0] - 1], this.lines[lines[1] - 1]];
    const middle = (top.offsetTop + bottom.offsetTop + bottom.offsetHeight) / 2;
    this.window.scrollTop = middle - this.window.clientHeight / 2;
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("select, form, .player__code")) return;
    const to = { ArrowLeft: this.now - 1, ArrowRight: this.now + 1, Home: 0, End: this.frames.length - 1 }[event.key];
    if (to !== undefined) this.go(to);
    else if (event.key === " " && !event.target.closest("button")) this.toggle();
    else return;
    event.preventDefault();
  }

  toggle() {
    if (this.timer) {
      this.pause();
      return;
    }
    this.label("pause");
    this.caption.setAttribute("aria-live", "off"); // it would speak into its own words
    const last = this.frames.length - 1;
    const fresh = !this.moved || this.now === last;
    this.moved = true;
    this.show(fresh ? 0 : this.now + 1);
    this.wait();
  }

  wait() {
    this.timer = setTimeout(() => {
      if (!this.figure.isConnected || this.now === this.frames.length - 1) {
        this.pause();
        return;
      }
      if (!document.hidden) this.show(this.now + 1);
      this.wait();
    }, PAUSE / Number(this.speed.value));
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.label("play");
    this.caption.setAttribute("aria-live", "polite");
  }

  label(name) {
    this.playing.replaceChildren(icon(name));
    for (const attribute of ["title", "aria-label"]) this.playing.setAttribute(attribute, this.words[name]);
  }
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    start(target);
  }
}, { rootMargin: NEAR });

async function fetched(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function start(figure) {
  const { player, failed } = figure.dataset;
  try {
    const data = await fetched(player);
    const views = await import(new URL(data.view, import.meta.url));
    new Player(figure, views[data.recording.view], data);
  } catch (error) {
    figure.querySelector(".player__panel").textContent = failed;
    throw error;
  }
}

function find() {
  for (const figure of document.querySelectorAll("figure[data-player]:not(.player--found)")) {
    figure.classList.add("player--found");
    near.observe(figure);
  }
}

const styles = new CSSStyleSheet();
styles.replaceSync(STYLES);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];

find();
// Instant navigation brings other pages without running this again. On the first page Material's script, which tells of
// them, has not run yet.
const follow = () => globalThis.document$?.subscribe(find);
if (globalThis.document$) follow();
else document.addEventListener("DOMContentLoaded", follow);
