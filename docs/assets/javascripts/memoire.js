// @ts-check

/** @typedef {ReturnType<typeof memoryAt>} Memory */

/** The header that keeps the checksum of a memory. */
const SUM = "X-Somme";

/**
 * The memory that this browser keeps of this build, under the path of the site. Storage may be absent,
 * blocked, full or damaged: then there is no memory.
 *
 * @param {string} base
 */
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
    /** @param {Response | undefined} found */
    async read(found) {
      if (!found) return undefined;
      const bytes = new Uint8Array(await found.arrayBuffer());
      if (found.headers.get(SUM) !== checksum(bytes)) throw new Error("The memory is damaged.");
      return bytes;
    },
    /** Best effort: what is damaged would be refused again. */
    async forget() {
      try {
        await (await caches.open(name)).delete(url);
      } catch {
        // Nothing is kept there.
      }
    },
    /** @param {Uint8Array<ArrayBuffer>} bytes */
    async keep(bytes) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) await cache.delete(request);
      await cache.put(url, new Response(bytes, { headers: { [SUM]: checksum(bytes) } }));
    },
  };
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = bytes.length;
  for (const word of new Int32Array(bytes.buffer, 0, bytes.length >> 2)) sum = Math.imul(sum ^ word, 16777619);
  return String(sum);
}
