// @ts-check

/**
 * Told while files come: how many bytes are here, of how many (unknown until the manifest is here).
 *
 * @typedef {(recus: number, total: number | undefined) => void} Tell
 */

/** No more often than the eye follows, in milliseconds. */
const RHYTHM = 100;

/**
 * Count the bytes of the folder of Python as they come, decompressed, when the start has all of it to fetch. The
 * responses are handed over untouched, so that the browser keeps its compiled code; what a module
 * weighs is known once it is here.
 *
 * @param {string} base the address of the folder, with its final slash
 * @param {Promise<boolean>} isLong whether there is anything worth telling
 * @param {Tell} tell
 */
export function watchDownload(base, isLong, tell) {
  /** @type {Map<string, number>} */
  const received = new Map();
  /** @type {Map<string, number>} */
  let sizes = new Map();
  /** @type {number | undefined} */
  let later;

  /**
   * @param {string} file
   * @param {number} bytes
   */
  function receive(file, bytes) {
    received.set(file, (received.get(file) ?? 0) + bytes);
    later ??= self.setTimeout(report, RHYTHM);
  }

  /** The last bytes are told too, however long the next ones take. */
  function report() {
    later = undefined;
    const total = sum(sizes.values());
    const here = sum(received.values());
    tell(total > 0 ? Math.min(here, total) : here, total > 0 ? total : undefined);
  }

  const get = self.fetch;
  self.fetch = async (input, init) => {
    const response = await get(input, init);
    if ((await isLong) && response.ok && response.url.startsWith(base)) void count(response.clone(), receive);
    return response;
  };
  void isLong.then(async (long) => {
    if (!long) return;
    sizes = await readSizes(get, base);
    report();
    new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        const file = nameOf(name);
        if (name.startsWith(base) && !received.has(file)) receive(file, sizes.get(file) ?? 0);
      }
    }).observe({ type: "resource", buffered: true });
  });
}

/**
 * The size of each file that a start fetches, from the manifest; nothing when it cannot be read: the rest says why.
 *
 * @param {typeof fetch} get
 * @param {string} base
 * @returns {Promise<Map<string, number>>}
 */
async function readSizes(get, base) {
  try {
    /** @type {{files: Record<string, {size: number}>, on_demand: string[]}} */
    const { files, on_demand } = await (await get.call(self, `${base}manifest.json`)).json();
    const wanted = Object.entries(files).filter(([file]) => !on_demand.includes(file));
    return new Map(wanted.map(([file, { size }]) => [file, size]));
  } catch {
    return new Map();
  }
}

/**
 * @param {Response} response a copy, read here to its end
 * @param {(file: string, bytes: number) => void} receive
 */
async function count(response, receive) {
  const file = nameOf(response.url);
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      receive(file, part.value.byteLength);
    }
  } catch {
    // Whoever asked for the file hears of it.
  }
}

/** @param {string} url */
function nameOf(url) {
  return url.slice(url.lastIndexOf("/") + 1);
}

/** @param {Iterable<number>} numbers */
function sum(numbers) {
  return [...numbers].reduce((total, number) => total + number, 0);
}
