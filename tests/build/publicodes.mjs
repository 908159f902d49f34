// Evaluate situations by the real publicodes: standard input holds [[situation, names], …]; the answer, for each, the
// value of each name: an amount in cents when it is one exactly, what it is otherwise, null when it is not known.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import Engine from "publicodes";

const { default: rules } = await import(pathToFileURL(process.argv[2]));
const silent = { log() {}, warn() {}, error() {} };
const engine = new Engine(rules, { logger: silent });
const asked = JSON.parse(readFileSync(0, "utf8"));

function read(name) {
  const { nodeValue, unit } = engine.evaluate(name);
  if (typeof nodeValue !== "number" || unit?.numerators[0] !== "€") return nodeValue ?? null;
  const cents = Math.round(nodeValue * 100);
  return nodeValue === cents / 100 ? cents : `${nodeValue} €`;
}

const answers = asked.map(([situation, names]) => {
  engine.setSituation(situation);
  return names.map(read);
});
process.stdout.write(JSON.stringify(answers));
