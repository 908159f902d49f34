// @ts-check

/**
 * The memory of a Python that is ready, and its files, kept by the browser: one for this build and this
 * browser. Storage may be absent, blocked, full or damaged: then there is none.
 *
 * @typedef {ReturnType<typeof memoryAt>} Memory
 */

/** Half of a memory is pages of zeros, which are not kept. */
const PAGE = 1 << 14;
/** The header that keeps the size of a memory, the number of its pages that are kept, and a checksum. */
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
     * The memory that was found: a place for its bytes, and the zip of its files once the bytes are there.
     *
     * @param {Response} found
     */
    open(found) {
      const [size = 0, count = 0, sum] = (found.headers.get(SEAL) ?? "").split(" ").map(Number);
      const bytes = new Uint8Array(size);
      return { bytes, zip: fill(bytes, found, count, sum) };
    },

    /**
     * Keep a memory, and none of another build.
     *
     * @param {Uint8Array} bytes
     * @param {Uint8Array} zip
     */
    async keep(bytes, zip) {
      const pages = usedPages(bytes);
      const numbers = new Uint8Array(Int32Array.from(pages).buffer);
      const parts = [numbers, ...pages.map((page) => pageOf(bytes, page)), zip];
      const kept = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
      let at = 0;
      for (const part of parts) {
        kept.set(part, at);
        at += part.length;
      }
      const headers = { [SEAL]: `${bytes.length} ${pages.length} ${checksum(kept)}` };
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
 * Put the pages that were kept in their place; return what follows them.
 *
 * @param {Uint8Array} bytes
 * @param {Response} found
 * @param {number} count
 * @param {number | undefined} sum
 */
async function fill(bytes, found, count, sum) {
  const kept = new Uint8Array(await (await found.blob()).arrayBuffer());
  if (checksum(kept) !== sum) throw new Error("The memory is damaged.");
  let at = 4 * count;
  for (const page of new Int32Array(kept.buffer, 0, count)) {
    const place = pageOf(bytes, page);
    place.set(kept.subarray(at, at + place.length));
    at += place.length;
  }
  return kept.slice(at);
}

/** @param {Uint8Array} bytes */
function usedPages(bytes) {
  const pages = [];
  for (let page = 0; page * PAGE < bytes.length; page++) {
    if (pageOf(bytes, page).some((byte) => byte !== 0)) pages.push(page);
  }
  return pages;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} page
 */
function pageOf(bytes, page) {
  return bytes.subarray(page * PAGE, (page + 1) * PAGE);
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  const words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
  let sum = bytes.length;
  for (let index = 0; index < words.length; index++) sum = Math.imul(sum ^ (words[index] ?? 0), 16777619);
  return sum;
}
