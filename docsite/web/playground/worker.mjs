// Python, in a worker of its own: the page stays alive whatever a block does, and can end it at any time.
const LIMIT = 100_000; // characters of output that are passed on; a page with more would become slow
const FLOOD = 1_000_000; // characters: a program that prints more is taken for one that comes to no end
const PAUSE = 50; // milliseconds between two messages with output

const provided = new Set(); // the packages that can be imported

let pyodide, session, output;
let direct = []; // what was written to file descriptor 1, past the streams of Python
let held = 0; // how many bytes that are
let loading; // how many bytes have come, of how many

onmessage = async ({ data }) => {
  try {
    await load(data);
  } catch (error) {
    const old = error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError;
    return postMessage({ kind: old ? "old" : "failed", text: String(error) });
  }
  output = { text: "", length: 0, sent: -Infinity }; // what is printed first is shown at once
  postMessage({ kind: "running" });
  try {
    const result = JSON.parse(session.run(JSON.stringify(data)));
    flush();
    postMessage({ kind: "done", cut: output.length > LIMIT, ...result });
  } catch (error) {
    postMessage({ kind: "crashed", text: String(error) }); // Python itself, not what it ran
  }
};

// Loads what is not there yet: Python, and the packages that the page's blocks import.
async function load({ python, sizes, packages = {} }) {
  const missing = Object.keys(packages).filter((name) => !provided.has(name));
  if (session && !missing.length) return;
  const size = missing.reduce((sum, name) => sum + packages[name], session ? 0 : sizes.modules + sizes.data);
  loading = { loaded: 0, size };
  count(0);
  // The first counts fetches from now on, so it has to come first.
  const [started, ...packed] = await Promise.all([session ?? start(python, sizes), ...missing.map(fetchPackage)]);
  session = started;
  missing.forEach((name, index) => {
    session.provide(pyodide.toPy(packed[index]));
    provided.add(name);
  });
}

function count(bytes) {
  loading.loaded = Math.min(loading.loaded + bytes, loading.size);
  postMessage({ kind: "loading", ...loading });
}

async function fetchPackage(name) {
  const response = await fetch(new URL(`../${name}`, import.meta.url));
  return new Uint8Array(await response.arrayBuffer());
}

async function start(python, sizes) {
  const folder = new URL(`../${python}/`, import.meta.url).href;
  const source = fetch(new URL("session.py", import.meta.url));
  countFetches();
  // A browser does not tell how far an import has come; Pyodide would import the second one itself.
  const [{ loadPyodide }] = await Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(folder + name)));
  count(sizes.modules);
  pyodide = await Promise.race([refusal(), loadPyodide({ indexURL: folder })]);
  pyodide.setStdout({ write: hold });
  pyodide.runPython(await (await source).text());
  const progress = (done, total) => postMessage({ kind: "above", done, total });
  return pyodide.globals.get("Session")(write, progress, taken);
}

function hold(bytes) {
  held += bytes.length;
  if (held > FLOOD) drown();
  else direct.push(bytes.slice());
  return bytes.length;
}

// Hands over what was written directly. Python cannot be called while it writes, so it asks when it has time.
function taken() {
  if (!direct.length) return undefined;
  const all = new Uint8Array(direct.reduce((sum, bytes) => sum + bytes.length, 0));
  let length = 0;
  for (const bytes of direct) {
    all.set(bytes, length);
    length += bytes.length;
  }
  direct = [];
  held = 0;
  return pyodide.toPy(all);
}

// Rejects if the browser does not take Pyodide's program; Pyodide itself would then wait for ever.
function refusal() {
  const { instantiateStreaming } = WebAssembly;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (...program) => {
      const started = instantiateStreaming(...program);
      started.catch(reject);
      return started;
    };
  });
}

// Whatever is fetched passes by here and is counted as it comes.
function countFetches() {
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    const response = await fetch(...request);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const counter = new TransformStream({
      transform(chunk, controller) {
        count(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter), response);
  };
}

function write(text) {
  const room = LIMIT - output.length;
  output.length += text.length;
  if (room > 0) output.text += text.slice(0, room);
  if (output.length > FLOOD) drown();
  else if (performance.now() - output.sent > PAUSE) flush();
}

// Tells of a flood, once: whoever started this worker ends it.
function drown() {
  if (output.drowned) return;
  output.drowned = true;
  flush();
  postMessage({ kind: "flooded", count: FLOOD });
}

function flush() {
  if (output.text) postMessage({ kind: "output", text: output.text });
  output.text = "";
  output.sent = performance.now();
}
