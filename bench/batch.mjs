// Time publicodes, then our batch in Pyodide, in one worker of one browser. The page posts
// {publicodes, noms, python, count, long}; the answer is what each took, and what each found.
import Engine from "./publicodes.js";

/** The twelve values of each row, as publicodes gives them: total forfaits in cents, seconds of the best round. */
function publicodes(rules, names, activities, rounds) {
  const engine = new Engine(rules);
  const work = (values) =>
    values.map((activité) => {
      engine.setSituation({ activité });
      const found = names.map((name) => engine.evaluate(name).nodeValue);
      return Math.round(found[names.indexOf("forfait total")] * 100);
    });
  work(activities.slice(0, 100));
  let centimes = [];
  const seconds = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    centimes = work(activities);
    seconds.push((performance.now() - start) / 1000);
  }
  return { secondes: Math.min(...seconds), centimes };
}

addEventListener("message", async ({ data }) => {
  try {
    const base = new URL("python/", import.meta.url).href;
    const { loadPyodide } = await import(`${base}pyodide.mjs`);
    const python = await loadPyodide({
      indexURL: base,
      stdLibURL: `${base}bibliotheque.zip`,
      lockFileURL: `${base}pyodide-lock.json`,
    });
    const engine = await fetch(`${base}moteur.zip`);
    python.FS.writeFile("/lib/moteur.zip", new Uint8Array(await engine.arrayBuffer()));
    python.runPython("import sys; sys.path.append('/lib/moteur.zip'); import enginecustomize");
    python.runPython(data.python);
    const call = (name, ...given) => JSON.parse(python.globals.get(name)(...given));
    const activities = call("activities", String(data.count));
    const theirs = publicodes(data.publicodes, data.noms, activities, 3);
    const ours = call("run", String(data.count));
    const tenfold = call("run", String(data.count * 10));
    const memory = () => python._module.HEAPU8.length;
    const before = memory();
    const page = call("page", String(data.long));
    postMessage({ publicodes: theirs, lot: ours, dix_fois: tenfold, page: { ...page, octets: memory() - before } });
  } catch (error) {
    postMessage({ panne: String(error).slice(0, 2000) });
  }
});
