// Answer every request of standard input, a JSON list of texts, by the calculator in Pyodide.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
import { readFileSync } from "node:fs";
import { load } from "../../runtime/load.mjs";

const [folder] = process.argv.slice(2);
try {
  const requests = JSON.parse(readFileSync(0, "utf8"));
  const { python } = await load(folder);
  const { handle } = python.pyimport("calculator.bridge");
  process.stdout.write(JSON.stringify(requests.map((text) => handle(text))));
} catch (error) {
  console.error(String(error).slice(0, 2000));
  process.exit(1);
}
