// @ts-check

/**
 * What a start of Python downloads.
 *
 * @typedef {[name: string, content: Uint8Array<ArrayBuffer>][]} Files
 * @typedef {{etape: "telechargement", recus: number, total: number}} Recus
 */

export const WASM = "pyodide.asm.wasm";
export const LIBRARY = "library.zip.gz";

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} : ${response.status}`);
  return response;
}

/**
 * The machine code, compiled while it comes. Left as it came, the browser may keep what it compiled.
 *
 * @param {string} base
 * @param {(response: Response) => Response | Promise<Response>} count
 */
export async function machineCode(base, count) {
  const response = await count(await fetched(base + WASM));
  const type = "application/wasm"; // which some servers do not know
  const known = response.headers.get("Content-Type") === type;
  return WebAssembly.compileStreaming(known ? response : new Response(response.body, { headers: { "Content-Type": type } }));
}

/**
 * @param {string} url
 * @param {(response: Response) => Response} [count]
 */
export async function files(url, count = (response) => response) {
  const response = count(await fetched(url));
  return unpack(new Uint8Array(await response.arrayBuffer()));
}

/**
 * The files of an archive of `runtime/library.py`: a zip that is not compressed, in gzip unless the
 * server undid that.
 *
 * @param {Uint8Array<ArrayBuffer>} archive
 * @returns {Promise<Files>}
 */
export async function unpack(archive) {
  const gzip = archive[0] === 0x1f;
  const stream = gzip && new Blob([archive]).stream().pipeThrough(new DecompressionStream("gzip"));
  const zip = stream ? new Uint8Array(await new Response(stream).arrayBuffer()) : archive;
  const view = new DataView(zip.buffer);
  const text = new TextDecoder();
  /** @type {Files} */
  const found = [];
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const name = zip.subarray(at + 30, at + 30 + view.getUint16(at + 26, true));
    const start = at + 30 + name.length;
    at = start + view.getUint32(at + 18, true);
    found.push([text.decode(name), zip.subarray(start, at)]);
  }
  return found;
}

/**
 * Count the bytes of what is downloaded, for who wants to see it come.
 *
 * @param {string} base
 * @param {(etape: Recus) => void} onStep
 * @returns {(response: Response) => Response}
 */
export function progress(base, onStep) {
  let recus = 0;
  let total = 0;
  let told = 0;
  const manifest = fetched(`${base}manifest.json`).then((response) => response.json());
  manifest.then(({ files }) => void (total = files[WASM].size + files[LIBRARY].size)).catch(() => {});
  const transform = (/** @type {Uint8Array} */ bytes, /** @type {TransformStreamDefaultController} */ next) => {
    next.enqueue(bytes);
    recus += bytes.length;
    if (total === 0 || recus - told < total / 100) return;
    told = recus;
    onStep({ etape: "telechargement", recus: Math.min(recus, total), total });
  };
  return ({ body, headers }) => new Response(body?.pipeThrough(new TransformStream({ transform })), { headers });
}
