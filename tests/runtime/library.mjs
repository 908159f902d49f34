// Start Python on the cut library as python.js does, run the code given, print what it returns: the folder of Python,
// that of an empty file to give in place of Pyodide's own library, the archives, the code.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
import { readFileSync } from "node:fs";
import { unpack, unzip } from "../../docs/assets/javascripts/reseau.js";

const ROOT = "/lib/python3.14/";
const [folder, empty, archives, code] = process.argv.slice(2);
try {
  const files = [];
  for (const name of archives.split(",")) files.push(...unzip(await unpack(new Response(readFileSync(`${folder}/${name}`)))));
  const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
  const python = await loadPyodide({
    indexURL: folder,
    lockFileURL: `${folder}/pyodide-lock.json`,
    stdLibURL: empty,
    env: { PYTHONPATH: ROOT },
    fsInit(disk) {
      for (const [name, content] of files) {
        disk.mkdirTree((ROOT + name).replace(/\/[^/]*$/, ""));
        disk.writeFile(ROOT + name, content);
      }
    },
  });
  python.globals.set("entree", readFileSync(0, "utf8"));
  console.log(python.runPython(code));
} catch (error) {
  console.error(String(error).slice(-3000));
  process.exit(1);
}
