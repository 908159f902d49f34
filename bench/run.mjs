// Time publicodes, then our engine in Pyodide, in one Node. Standard input:
// {publicodes: the rules, activites: [...], python: the source of workload.py, dossier: the staged Pyodide}.
import { readFileSync } from "node:fs";
import Engine from "publicodes";
import { load } from "../runtime/load.mjs";

/** The forfaits of publicodes in cents, and the seconds of its best round, as workload.py does. */
function publicodes(rules, activities, rounds) {
  const engine = new Engine(rules);
  const work = (values) =>
    values.map((value) => Math.round(engine.setSituation({ activité: value }).evaluate("forfait").nodeValue * 100));
  work(activities.slice(0, 100));
  const seconds = [];
  let centimes = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    centimes = work(activities);
    seconds.push((performance.now() - start) / 1000);
  }
  return { secondes: Math.min(...seconds), centimes };
}

/** What workload.py measures, in Pyodide. */
async function pyodide(folder, source, activities) {
  const { python } = await load(folder);
  python.runPython(source);
  return JSON.parse(python.globals.get("run")(JSON.stringify(activities)));
}

try {
  const asked = JSON.parse(readFileSync(0, "utf8"));
  const answer = {
    publicodes: publicodes(asked.publicodes, asked.activites, 5),
    pyodide: await pyodide(asked.dossier, asked.python, asked.activites),
  };
  process.stdout.write(JSON.stringify(answer));
} catch (error) {
  // Uncaught, Node would print a megabyte of Pyodide's source.
  console.error(String(error).slice(0, 2000));
  process.exit(1);
}
