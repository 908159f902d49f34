// The staged Python under Node, started from the cut library as a page starts it (python.js).
import { readFileSync } from "node:fs";

/** The Python of a staged folder; `install` adds a package that a start leaves aside. */
export async function load(folder) {
  const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
  const python = await loadPyodide({
    indexURL: folder,
    stdLibURL: `${folder}/bibliotheque.zip`,
    lockFileURL: `${folder}/pyodide-lock.json`,
  });
  const install = (name) => {
    python.FS.writeFile(`/lib/${name}.zip`, readFileSync(`${folder}/${name}.zip`));
    python.pyimport("sys").path.append(`/lib/${name}.zip`);
  };
  return { python, install };
}
