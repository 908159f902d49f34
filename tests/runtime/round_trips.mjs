// What the page's own modules give back of each fragment of standard input: kept in the browser and reopened,
// taken to a file and back, and read into the dossier of the form, each establishment shown in turn.
import { readFileSync } from "node:fs";

const modules = "../../docs/assets/javascripts";
const { Sauvegardes } = await import(`${modules}/shared/saves.js`);
const { Dossier } = await import(`${modules}/simulator/dossier.js`);

/** A storage of a browser, in memory. */
function storage() {
  const items = new Map();
  const kept = { getItem: (key) => items.get(key) ?? null, setItem: (key, text) => void items.set(key, text) };
  return () => kept;
}

const fragments = JSON.parse(readFileSync(0, "utf8"));
const here = storage();
for (const situation of fragments) new Sauvegardes("/", here).save({ nom: "A", situation, date: "2026-11-22" });
const elsewhere = new Sauvegardes("/", storage());
elsewhere.addFile(new Sauvegardes("/", here).toFile());

const shown = fragments.map((fragment) => {
  const dossier = new Dossier();
  dossier.read(fragment);
  for (let index = 0; index < dossier.size; index += 1) dossier.show(index);
  return dossier.write();
});
const situations = (sauvegardes) => sauvegardes.list().map(({ situation }) => situation);
process.stdout.write(
  JSON.stringify({ kept: situations(new Sauvegardes("/", here)), carried: situations(elsewhere), shown }),
);
