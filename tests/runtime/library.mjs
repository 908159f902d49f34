// Run the code of standard input in the cut Python, packages asked for later included; print what it returns. The staged
// folder is /dossier there, the project /racine.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
import { readFileSync } from "node:fs";
import { load } from "../../runtime/load.mjs";

const [folder, root] = process.argv.slice(2);
try {
  const { python, install } = await load(folder);
  for (const name of ["openpyxl", "segno"]) install(name);
  for (const [place, real] of [["/dossier", folder], ["/racine", root]]) {
    python.FS.mkdir(place);
    python.mountNodeFS(place, real);
  }
  console.log(python.runPython(readFileSync(0, "utf8")));
} catch (error) {
  console.error(String(error).slice(-3000));
  process.exit(1);
}
