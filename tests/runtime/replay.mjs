// Answer every request of standard input, a JSON list of texts, by the calculator in Pyodide.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
import { readFileSync } from "node:fs";

const [folder] = process.argv.slice(2);
try {
  const requests = JSON.parse(readFileSync(0, "utf8"));
  const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
  const python = await loadPyodide({ indexURL: folder, lockFileURL: `${folder}/pyodide-lock.json` });
  await python.loadPackage("sun-es", { messageCallback() {} });
  const { handle } = python.pyimport("calculator.bridge");
  process.stdout.write(JSON.stringify(requests.map((text) => handle(text))));
} catch (error) {
  console.error(String(error).slice(0, 2000));
  process.exit(1);
}
