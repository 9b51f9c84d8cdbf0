// Compiles a package of Python by compiling.py, in Pyodide: what is asked for is a line of JSON with its folder, `package`,
// and the zip file to write, `target`.
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { loadPyodide } from "pyodide";

const asked = JSON.parse(readFileSync(0, "utf8"));
// Where hashes are drawn by lot, so is the order of a set, which is compiled in.
const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
const folder = `/${basename(asked.package)}`;
pyodide.FS.mkdir(folder);
pyodide.mountNodeFS(folder, asked.package);
pyodide.runPython(readFileSync(new URL("compiling.py", import.meta.url), "utf8"));
try {
  writeFileSync(asked.target, pyodide.runPython(`compiled(Path("${folder}"))`).toJs());
} catch (error) {
  console.error(error.message); // alone: Node would quote a megabyte of Pyodide's program
  process.exitCode = 1;
}
