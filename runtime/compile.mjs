// Run compile.py in Pyodide, whose Python compiles for itself: node compile.mjs FOLDER < ORDER, as JSON.
// The seed of hashes is fixed, so that the same sources give the same bytes.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
try {
  const { loadPyodide } = await import("../node_modules/pyodide/pyodide.mjs");
  const python = await loadPyodide({ indexURL: here("../node_modules/pyodide"), env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
  python.FS.mkdir("/folder");
  python.mountNodeFS("/folder", folder);
  python.runPython(readFileSync(here("compile.py"), "utf8"), { filename: "compile.py" });
  python.globals.get("main")(python.toPy(JSON.parse(readFileSync(0, "utf8"))));
} catch (error) {
  console.error(String(error).slice(-2000));
  process.exit(1);
}
