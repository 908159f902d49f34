// @ts-check

/**
 * @typedef {object} Sauvegarde a situation kept under a name
 * @property {string} nom
 * @property {string} situation fragment
 * @property {string} date year, month, day
 */

/** The longest name, that of the field where it is typed. */
const LONGEST = 80;

/** The shape of what is kept and of the files; another one is left alone. */
const VERSION = 1;
const FORMAT = "sun-es:situations";

/** What is kept is not what this version of the site writes: nothing is written over it. */
const UNREADABLE =
  "Ce qui est enregistré ici n’est pas lisible par cette version du site. Rien n’y est changé : téléchargez-le, puis effacez vos données.";

/**
 * The situations kept in this browser, on request. Each method throws an `Error` whose message is for the
 * reader when the storage is blocked, full or damaged; what was kept before is then untouched.
 */
export class Sauvegardes {
  /**
   * @param {string} site the path of the site, with its final slash: an origin may host several
   * @param {() => Storage} [storage] asking for it may already be refused
   */
  constructor(site, storage = () => localStorage) {
    this.key = `${site}${FORMAT}`;
    this.storage = storage;
  }

  /** @returns {Sauvegarde[]} */
  list() {
    const text = this.#read();
    return text === null ? [] : read(text, UNREADABLE);
  }

  /**
   * Keep a situation; a name that is taken gets a number.
   *
   * @param {Sauvegarde} item
   * @returns {string} the name it has
   */
  save({ nom, situation, date }) {
    const kept = this.list();
    const name = freeName(nom, kept);
    this.#write([...kept, { nom: name, situation, date }]);
    return name;
  }

  /** @param {string} nom */
  remove(nom) {
    this.#write(this.list().filter((item) => item.nom !== nom));
  }

  /** The text of a file of all that is kept; of a storage that is not readable, what it holds. */
  toFile() {
    return this.#read() ?? write([]);
  }

  /**
   * Keep also what a file holds.
   *
   * @param {string} text
   * @returns {number} how many were not here yet
   */
  addFile(text) {
    const found = read(text, "Ce fichier n’est pas un fichier de situations SUN-ES : rien n’en est repris.").map(mended);
    if (found.length === 0) throw new Error("Ce fichier ne contient aucune situation.");
    const kept = this.list();
    const before = kept.length;
    for (const item of found) {
      if (kept.some(({ nom, situation }) => nom === item.nom && situation === item.situation)) continue;
      kept.push({ ...item, nom: freeName(item.nom, kept) });
    }
    this.#write(kept);
    return kept.length - before;
  }

  #read() {
    return allowed(this.storage).getItem(this.key);
  }

  /** @param {Sauvegarde[]} items */
  #write(items) {
    const storage = allowed(this.storage);
    try {
      storage.setItem(this.key, write(items));
    } catch {
      throw new Error("Votre navigateur n’a plus de place pour ce site : rien n’a été changé. Gardez plutôt le lien ou un fichier.");
    }
  }
}

/**
 * Remove all that a site keeps in this browser, the choice of colours and the fields of a tab included. Other
 * sites of the same origin have a folder of their own, hence a slash in what follows the path of this one.
 *
 * @param {string} site its path, with its final slash
 * @param {(() => Storage)[]} [storages]
 */
export function erase(site, storages = [() => localStorage, () => sessionStorage]) {
  for (const open of storages) {
    const storage = allowed(open);
    for (const key of Object.keys(storage)) {
      if (key.startsWith(site) && !key.slice(site.length).includes("/")) storage.removeItem(key);
    }
  }
}

/** @param {() => Storage} open */
function allowed(open) {
  try {
    return open();
  } catch {
    throw new Error("Votre navigateur n’autorise pas ce site à enregistrer. Gardez plutôt le lien ou un fichier.");
  }
}

/** @param {Sauvegarde[]} situations */
function write(situations) {
  return JSON.stringify({ format: FORMAT, version: VERSION, situations }, null, 1);
}

/**
 * @param {string} text
 * @param {string} refusal
 * @returns {Sauvegarde[]}
 */
function read(text, refusal) {
  try {
    const { format, version, situations } = JSON.parse(text);
    if (format === FORMAT && version === VERSION && situations.every(isWhole)) return situations;
  } catch {
    // refused below
  }
  throw new Error(refusal);
}

/** @param {Record<string, unknown> | null} item */
function isWhole(item) {
  return ["nom", "situation", "date"].every((name) => typeof item?.[name] === "string");
}

/**
 * A situation of a file, which anybody may have written: with a name that fits, and no date rather than a false one.
 *
 * @param {Sauvegarde} item
 * @returns {Sauvegarde}
 */
function mended({ nom, situation, date }) {
  const name = [...nom.trim()].slice(0, LONGEST).join("");
  return { nom: name || "Sans nom", situation, date: isDay(date) ? date : "" };
}

/** @param {string} text */
function isDay(text) {
  const day = new Date(`${text}T12:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text.length === 10;
}

/**
 * @param {string} nom
 * @param {Sauvegarde[]} kept
 */
function freeName(nom, kept) {
  const taken = new Set(kept.map((item) => item.nom));
  let name = nom;
  for (let number = 2; taken.has(name); number += 1) name = `${nom} (${number})`;
  return name;
}
