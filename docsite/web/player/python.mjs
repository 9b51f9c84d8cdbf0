// Records anew for what a reader gives, by the Python that runs the blocks of pages: docsite/web/playground/worker.mjs, which this asks
// to run the very `trace.py` and programs that the frames on the page come from.
const PROGRAM = `
for name, text in asked["files"].items():
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
sys.path.insert(0, os.getcwd())
recording = import_module("recorder").recording
print(recording(getattr(import_module(asked["module"]), asked["player"]), **asked["inputs"]))
`;

let worker;

const setup = () => document.querySelector("script[data-run-setup]");

// Whether this page has what runs Python, and the browser knows how to.
export const canRecord = () => Boolean(setup()) && "Worker" in window && "WebAssembly" in window;

// Returns the promise of a recording; what is wrong with the inputs is an error whose text Python has written.
export function record(source, inputs, progress) {
  const script = setup();
  worker ??= new Worker(new URL("worker.mjs", script.src), { type: "module" });
  // A text in JSON, written as one in JSON, is also one in Python.
  const asked = JSON.stringify(JSON.stringify({ ...source, inputs }));
  const head = "import json, os, sys\nfrom importlib import import_module\nfrom pathlib import Path\n";
  const block = `${head}asked = json.loads(${asked})${PROGRAM}`;
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = () => {
      worker.terminate();
      worker = null;
      reject(new Error());
    };
    worker.onerror = fail;
    worker.onmessage = ({ data }) => {
      if (data.kind === "loading") progress(data);
      else if (data.kind === "output") text += data.text;
      else if (data.kind === "done" && data.error) reject(new Error(data.error.trim().split("\n").pop()));
      else if (data.kind === "done") resolve(JSON.parse(text));
      else if (["old", "failed", "crashed", "flooded"].includes(data.kind)) fail();
    };
    worker.postMessage({ ...JSON.parse(script.dataset.runSetup), no_input: "", blocks: [block] });
  });
}
