// The staged Python under Node, started from the cut library as a page starts it (python.js).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The Python of a staged folder; `install` adds a package that a start leaves aside. */
export async function load(folder) {
  const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
  const room = mkdtempSync(join(tmpdir(), "bibliotheque-"));
  const stdLibURL = join(room, "bibliotheque.zip");
  writeFileSync(stdLibURL, gunzipSync(readFileSync(`${folder}/bibliotheque.bin`)));
  const python = await loadPyodide({ indexURL: folder, stdLibURL, lockFileURL: `${folder}/pyodide-lock.json` });
  rmSync(room, { recursive: true });
  python.FS.writeFile("/lib/moteur.zip", gunzipSync(readFileSync(`${folder}/moteur.bin`)));
  python.runPython("import sys; sys.path.append('/lib/moteur.zip'); import enginecustomize");
  const install = (name) => {
    python.FS.writeFile(`/lib/${name}.zip`, readFileSync(`${folder}/${name}.zip`));
    python.pyimport("sys").path.append(`/lib/${name}.zip`);
  };
  return { python, install };
}
