// Load the staged Python as a page does, run the code given, print what it returns.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
import { load } from "../../runtime/load.mjs";

const [folder, code] = process.argv.slice(2);
try {
  const { python } = await load(folder);
  console.log(python.runPython(code));
} catch (error) {
  console.error(String(error).slice(0, 2000));
  process.exit(1);
}
