// Python, in a worker of its own: the page stays alive whatever a block does, and can end it at any time.
const LIMIT = 100_000; // characters of output that are passed on; a page with more would become slow
const PAUSE = 50; // milliseconds between two messages with output

let session, output;

onmessage = async ({ data }) => {
  try {
    session ??= await load(data);
  } catch (error) {
    const old = error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError;
    return postMessage({ kind: old ? "old" : "failed", text: String(error) });
  }
  output = { text: "", length: 0, sent: performance.now() };
  postMessage({ kind: "running" });
  try {
    const result = JSON.parse(session.run(JSON.stringify(data)));
    flush();
    postMessage({ kind: "done", cut: output.length > LIMIT, ...result });
  } catch (error) {
    postMessage({ kind: "crashed", text: String(error) }); // Python itself, not what it ran
  }
};

async function load({ python, sizes }) {
  const folder = new URL(`../${python}/`, import.meta.url).href;
  const size = sizes.modules + sizes.data;
  let loaded = 0;
  const count = (bytes) => {
    loaded += bytes;
    postMessage({ kind: "loading", loaded: Math.min(loaded, size), size });
  };
  count(0);
  const source = fetch(new URL("session.py", import.meta.url));
  countFetches(count);
  // A browser does not tell how far an import has come; Pyodide would import the second one itself.
  const [{ loadPyodide }] = await Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(folder + name)));
  count(sizes.modules);
  const pyodide = await Promise.race([refusal(), loadPyodide({ indexURL: folder })]);
  pyodide.runPython(await (await source).text());
  const progress = (done, total) => postMessage({ kind: "above", done, total });
  return pyodide.globals.get("Session")(write, progress);
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

// Whatever Pyodide fetches passes by here and is counted as it comes.
function countFetches(count) {
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
  if (performance.now() - output.sent > PAUSE) flush();
}

function flush() {
  if (output.text) postMessage({ kind: "output", text: output.text });
  output.text = "";
  output.sent = performance.now();
}
