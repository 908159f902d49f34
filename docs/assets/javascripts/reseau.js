// @ts-check

/**
 * What a start of Python downloads.
 *
 * @typedef {[name: string, content: Uint8Array<ArrayBuffer>][]} Files
 * @typedef {{etape: "telechargement", recus: number, total: number}} Recus
 * @typedef {(response: Response) => Response} Count
 */

const WASM = "pyodide.asm.wasm";
const LIBRARY = "library.zip.gz";

/**
 * The machine code, compiled while it comes. Left as it came, the browser may keep what it compiled.
 *
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {Promise<Count>} count
 */
export async function machineCode(base, count) {
  const response = (await count)(await fetched(base + WASM));
  const type = "application/wasm"; // which some servers do not know
  const known = response.headers.get("Content-Type") === type;
  return WebAssembly.compileStreaming(known ? response : new Response(response.body, { headers: { "Content-Type": type } }));
}

/**
 * The archive of what the calculator needs (`runtime/library.py`).
 *
 * @param {string} base
 * @param {Promise<Count>} count
 */
export async function library(base, count) {
  return unpack((await count)(await fetched(base + LIBRARY)));
}

/**
 * The archive of what workbooks need besides.
 *
 * @param {string} base
 */
export async function workbooks(base) {
  return unpack(await fetched(`${base}workbooks.zip.gz`));
}

/**
 * Undo the gzip of an archive, unless the server did.
 *
 * @param {Response} response
 */
export async function unpack(response) {
  const packed = new Uint8Array(await response.arrayBuffer());
  if (packed[0] !== 0x1f) return packed;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The files of a zip that is not compressed.
 *
 * @param {Uint8Array<ArrayBuffer>} zip
 */
export function unzip(zip) {
  const view = new DataView(zip.buffer, zip.byteOffset);
  const text = new TextDecoder();
  /** @type {Files} */
  const files = [];
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const name = zip.subarray(at + 30, at + 30 + view.getUint16(at + 26, true));
    const start = at + 30 + name.length;
    at = start + view.getUint32(at + 18, true);
    files.push([text.decode(name), zip.subarray(start, at)]);
  }
  return files;
}

/**
 * Tell the bytes that come, of how many, to who wants to see them.
 *
 * @param {string} base
 * @param {(recus: Recus) => void} tell
 * @returns {Count}
 */
export function counter(base, tell) {
  let recus = 0;
  let total = 0;
  let told = 0;
  fetched(`${base}manifest.json`)
    .then((response) => response.json())
    .then(({ files }) => void (total = files[WASM].size + files[LIBRARY].size))
    .catch(() => {}); // the rest says why
  /** @type {Transformer<Uint8Array, Uint8Array>} */
  const counting = {
    transform(bytes, next) {
      next.enqueue(bytes);
      recus += bytes.length;
      if (total === 0 || recus - told < total / 100) return;
      told = recus;
      tell({ etape: "telechargement", recus: Math.min(recus, total), total });
    },
  };
  return ({ body, headers }) => new Response(body?.pipeThrough(new TransformStream(counting)), { headers });
}

/**
 * Count nothing.
 *
 * @type {Count}
 */
export function same(response) {
  return response;
}

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} : ${response.status}`);
  return response;
}
