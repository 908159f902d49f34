// @ts-check

/**
 * The memory of a Python that is ready, kept by the browser: one for this build and this browser. Storage
 * may be absent (a plain-http intranet), blocked, full or damaged: then there is none, and nobody hears of it.
 *
 * Half of a memory is pages of zeros, which stay behind. What is kept is, in 32-bit words: a checksum of the
 * rest, the size of the memory in bytes, how many pages follow, their numbers; and the pages.
 *
 * @typedef {ReturnType<typeof memoryAt>} Memory
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 */

const PAGE = 1 << 14;
const HEAD = 3;

/** @param {string} base the address of the folder of Python, with its final slash: it names the build */
export function memoryAt(base) {
  const site = new URL(base).pathname.replace(/assets\/python\/.*/, "");
  const cacheName = `${site} python`; // one origin may hold several sites
  const url = `${base}memoire?${encodeURIComponent(navigator.userAgent)}`;
  return {
    possible: "caches" in self,

    /** The bytes of what was kept, coming, if there is any. They are refused when they are not those that were kept. */
    async find() {
      try {
        const found = await caches.match(url, { cacheName });
        const bytes = found?.arrayBuffer().then(unpack);
        bytes?.catch(() => {}); // told to whoever reads them
        return bytes && { bytes };
      } catch {
        return undefined;
      }
    },

    /**
     * Keep a memory, and none of another build.
     *
     * @param {Bytes} bytes
     */
    async keep(bytes) {
      try {
        const cache = await caches.open(cacheName);
        for (const request of await cache.keys()) await cache.delete(request);
        await cache.put(url, new Response(pack(bytes)));
      } catch {
        // The next visit starts as this one.
      }
    },

    /** What was kept is of no use. */
    async forget() {
      try {
        await (await caches.open(cacheName)).delete(url);
      } catch {
        // Nothing can be kept there, or removed.
      }
    },
  };
}

/**
 * @param {Bytes} memory
 * @returns {Bytes}
 */
export function pack(memory) {
  const words = new Int32Array(memory.buffer, memory.byteOffset, memory.length >> 2);
  const used = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    if (words.subarray(start >> 2, (start + PAGE) >> 2).some((word) => word !== 0)) used.push(start / PAGE);
  }
  const image = new Uint8Array(4 * (HEAD + used.length) + used.length * PAGE);
  const head = new Int32Array(image.buffer);
  let end = 4 * (HEAD + used.length);
  for (const page of used) {
    image.set(memory.subarray(page * PAGE, (page + 1) * PAGE), end);
    end += PAGE;
  }
  head.set([memory.length, used.length, ...used], 1);
  head[0] = checksum(head);
  return image;
}

/**
 * Throws when the image is not whole and exact: one wrong bit could give another amount.
 *
 * @param {ArrayBuffer} image
 * @returns {Bytes}
 */
export function unpack(image) {
  const head = new Int32Array(image);
  const [sum, size, count = 0] = head;
  if (sum !== checksum(head)) throw new Error("The image of the memory is damaged.");
  const memory = new Uint8Array(size ?? 0);
  let start = 4 * (HEAD + count);
  for (const page of head.subarray(HEAD, HEAD + count)) {
    memory.set(new Uint8Array(image, start, Math.min(PAGE, memory.length - page * PAGE)), page * PAGE);
    start += PAGE;
  }
  return memory;
}

/** @param {Int32Array} words the first one is left out */
function checksum(words) {
  let sum = words.length;
  for (let index = 1; index < words.length; index++) sum = Math.imul(sum ^ (words[index] ?? 0), 0x01000193);
  return sum;
}
