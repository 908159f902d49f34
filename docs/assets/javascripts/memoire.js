// @ts-check

/**
 * The memory of a Python that is ready, kept by the browser: one for this build and this browser.
 * Storage may be absent, blocked, full or damaged: then there is none.
 *
 * @typedef {ReturnType<typeof memoryAt>} Memory
 */

/** More than half of a memory is pages of zeros, which are not kept. */
const PAGE = 1 << 14;
/** The header that keeps the size and the checksum of a memory. */
const SEAL = "X-Sceau";

/** @param {string} base the address of the folder of Python, with its final slash */
export function memoryAt(base) {
  const name = `${new URL(base).pathname.replace(/assets\/python\/.*/, "")} python`;
  const url = `${base}memory?${encodeURIComponent(navigator.userAgent)}`;
  return {
    possible: "caches" in self,

    async find() {
      try {
        return await caches.match(url, { cacheName: name });
      } catch {
        return undefined;
      }
    },

    /**
     * The memory that was found: its bytes, which are all there once it is `full`.
     *
     * @param {Response} found
     */
    open(found) {
      const [size, seal = ""] = (found.headers.get(SEAL) ?? "").split(" ");
      const bytes = new Uint8Array(Number(size));
      return { bytes, full: fill(bytes, found, seal) };
    },

    /** @param {Uint8Array<ArrayBuffer>} bytes */
    async keep(bytes) {
      const kept = gather(bytes);
      const headers = { [SEAL]: `${bytes.length} ${checksum(kept)}` };
      const cache = await caches.open(name);
      for (const request of await cache.keys()) await cache.delete(request);
      await cache.put(url, new Response(kept, { headers }));
    },

    /** Best effort: what is damaged would be refused again. */
    async forget() {
      try {
        await (await caches.open(name)).delete(url);
      } catch {
        // Nothing can be kept there, or removed.
      }
    },
  };
}

/**
 * The pages that are not zeros, one after the other, and before them their numbers.
 *
 * @param {Uint8Array} bytes
 */
function gather(bytes) {
  const words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
  const pages = [];
  for (let page = 0; page * PAGE < bytes.length; page++) {
    const start = page * (PAGE >> 2);
    if (words.subarray(start, start + (PAGE >> 2)).some((word) => word !== 0)) pages.push(page);
  }
  const head = 4 * (pages.length + 1);
  const kept = new Uint8Array(head + pages.length * PAGE);
  new Int32Array(kept.buffer, 0, pages.length + 1).set([pages.length, ...pages]);
  for (const [index, page] of pages.entries()) {
    kept.set(bytes.subarray(page * PAGE, (page + 1) * PAGE), head + index * PAGE);
  }
  return kept;
}

/**
 * Put what `gather` gathered in its place again.
 *
 * @param {Uint8Array} bytes
 * @param {Response} found
 * @param {string} seal
 */
async function fill(bytes, found, seal) {
  const kept = new Uint8Array(await (await found.blob()).arrayBuffer());
  if (checksum(kept) !== seal) throw new Error("The memory is damaged.");
  const [count = 0] = new Int32Array(kept.buffer, 0, 1);
  const pages = new Int32Array(kept.buffer, 4, count);
  for (const [index, page] of pages.entries()) {
    const start = 4 * (count + 1) + index * PAGE;
    bytes.set(kept.subarray(start, start + Math.min(PAGE, bytes.length - page * PAGE)), page * PAGE);
  }
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  const words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
  let sum = bytes.length;
  for (let index = 0; index < words.length; index++) sum = Math.imul(sum ^ (words[index] ?? 0), 16777619);
  return String(sum);
}
