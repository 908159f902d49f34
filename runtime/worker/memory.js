// @ts-check

/**
 * The memory of a Python that is ready, with its library, kept by the browser: one for this build and this browser.
 * It is a file of the site's own, which this thread reads by itself: a cache would hand it through others. Storage
 * may be absent (a plain-http intranet), blocked, full or damaged: then there is none, and nobody hears of it.
 *
 * Half of a memory is pages of zeros, which stay behind. What is kept is, in 32-bit words: the SHA-256 of the
 * rest, the sizes in bytes of the memory, of the library and of the engine, how many pages follow, their numbers; the
 * pages; the library; then the engine.
 *
 * @typedef {ReturnType<typeof memoryAt>} Memory
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 * @typedef {{library: Bytes, engine: Bytes}} Archives
 * @typedef {Archives & {bytes: Bytes}} Kept
 */

const PAGE = 1 << 14;
/** In words. */
const DIGEST = 8;
const HEAD = DIGEST + 4;
/** How long the browser may take to hand over what it keeps, in milliseconds: some never answer. */
const PATIENCE = 5_000;

/** @param {string} base the address of the folder of Python, with its final slash: it names the build */
export function memoryAt(base) {
  const [, site, build] = /(.*)assets\/python\/(.*)\//.exec(new URL(base).pathname) ?? [];
  const place = encodeURIComponent(`${site} python`); // one origin may hold several sites
  const name = `${build} ${nameOf(navigator.userAgent)}`;
  const mark = `${name} rodage`;
  const folder = async (/** @type {boolean} */ create) =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(place, { create });
  return {
    possible: "storage" in navigator,

    /** What was kept, if there is any and it is what was kept to the last bit. */
    async find() {
      try {
        const reading = async () => unpack(await read(await (await folder(false)).getFileHandle(name)));
        return await inTime(reading());
      } catch {
        return undefined;
      }
    },

    /**
     * Keep a memory, and none of another build.
     *
     * @param {Kept} kept
     */
    async keep(kept) {
      try {
        const here = await folder(true);
        for await (const other of here.keys()) await here.removeEntry(other);
        await write(await here.getFileHandle(name, { create: true }), await pack(kept));
      } catch {
        await this.forget(); // the next visit starts as this one
      }
    },

    /**
     * Do something with the memory kept here, unless it was done to its end on an earlier visit.
     *
     * @param {() => Promise<void>} work
     */
    async once(work) {
      try {
        const here = await folder(false);
        for await (const other of here.keys()) if (other === mark) return;
        await work();
        await here.getFileHandle(mark, { create: true });
      } catch {
        // It will be done at another visit, if it can be.
      }
    },

    /** What was kept is of no use. */
    async forget() {
      try {
        const removing = async () => (await folder(false)).removeEntry(name);
        await inTime(removing());
      } catch {
        // Nothing can be kept there, or removed.
      }
    },
  };
}

/**
 * @template T
 * @param {Promise<T>} awaited
 * @returns {Promise<T>}
 */
function inTime(awaited) {
  const late = new Promise((_, fail) => void setTimeout(() => fail(new Error("The storage does not answer.")), PATIENCE));
  return Promise.race([awaited, /** @type {Promise<never>} */ (late)]);
}

/**
 * A file is open for no longer than it takes: another tab may want it.
 *
 * @param {FileSystemFileHandle} file
 */
async function read(file) {
  const access = await open(file, "read-only");
  try {
    const bytes = new Uint8Array(access.getSize());
    access.read(bytes, { at: 0 });
    return bytes;
  } finally {
    access.close();
  }
}

/**
 * @param {FileSystemFileHandle} file
 * @param {Bytes} bytes
 */
async function write(file, bytes) {
  const access = await open(file, "readwrite");
  try {
    access.write(bytes, { at: 0 });
  } finally {
    access.close();
  }
}

/**
 * @param {FileSystemFileHandle} file
 * @param {"read-only" | "readwrite"} mode unknown to some browsers, where one tab at a time reads
 * @returns {Promise<FileSystemSyncAccessHandle>}
 */
function open(file, mode) {
  return /** @type {any} */ (file).createSyncAccessHandle({ mode });
}

/**
 * @param {Kept} kept
 * @returns {Promise<Bytes>}
 */
async function pack({ bytes, library, engine }) {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const used = [];
  for (let start = 0; start < bytes.length; start += PAGE) {
    if (words.subarray(start >> 2, (start + PAGE) >> 2).some((word) => word !== 0)) used.push(start / PAGE);
  }
  const size = 4 * (HEAD + used.length) + used.length * PAGE + library.length + engine.length;
  const image = new Uint8Array(size + (-size & 3));
  const head = new Int32Array(image.buffer);
  let end = 4 * (HEAD + used.length);
  for (const page of used) {
    image.set(bytes.subarray(page * PAGE, (page + 1) * PAGE), end);
    end += PAGE;
  }
  image.set(library, end);
  image.set(engine, end + library.length);
  head.set([bytes.length, library.length, engine.length, used.length, ...used], DIGEST);
  head.set(await digestOf(image));
  return image;
}

/**
 * Throws when the image is not whole and exact: one wrong bit could give another amount. The browser looks at it in a
 * thread of its own, while it is laid out here.
 *
 * @param {Bytes} image
 * @returns {Promise<Kept>}
 */
async function unpack(image) {
  const digest = digestOf(image);
  digest.catch(() => {}); // told below
  const head = new Int32Array(image.buffer, 0, image.length >> 2);
  const [size = 0, ofLibrary = 0, ofEngine = 0, count = 0] = head.subarray(DIGEST, HEAD);
  const bytes = new Uint8Array(size);
  let start = 4 * (HEAD + count);
  for (const page of head.subarray(HEAD, HEAD + count)) {
    bytes.set(image.subarray(start, start + Math.min(PAGE, size - page * PAGE)), page * PAGE);
    start += PAGE;
  }
  if ((await digest).some((word, index) => word !== head[index])) throw new Error("The image of the memory is damaged.");
  const middle = start + ofLibrary;
  return { bytes, library: image.subarray(start, middle), engine: image.subarray(middle, middle + ofEngine) };
}

/**
 * What an image should begin with. Where a memory may be kept, the browser knows how.
 *
 * @param {Bytes} image
 */
async function digestOf(image) {
  return new Int32Array(await crypto.subtle.digest("SHA-256", image.subarray(4 * DIGEST)));
}

/** @param {string} text a short name for it */
function nameOf(text) {
  let sum = text.length;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum;
}
