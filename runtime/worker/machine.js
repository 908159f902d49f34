// @ts-check

const WASM = "pyodide.asm.wasm";
export const LIBRARY = "bibliotheque.bin";
const ENGINE = "moteur.bin";

/**
 * Ask at once for the machine code of Python, compiled while it comes, and for its library, opened while it comes, and
 * hand them over when Pyodide asks; by itself it would begin much later, and wait for ever for a machine code that does
 * not come. The engine and what it imports come next, while Python starts. What was kept is not asked for.
 *
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {Promise<import("./memory.js").Kept | undefined>} finding what was kept of an earlier visit
 * @param {(reason: unknown) => void} lose told why there is none
 * @returns {Promise<import("./memory.js").Archives>}
 */
export function prepareMachineCode(base, finding, lose) {
  const get = self.fetch;
  const compiled = WebAssembly.compileStreaming(get(base + WASM).then(known));
  const library = finding.then((kept) => kept?.library ?? get(base + LIBRARY).then(opened));
  const isHere = Promise.race([compiled, received(base + WASM)]);
  const line = Promise.all([library, isHere]); // a slow one is for them first
  const engine = finding.then((kept) => kept?.engine ?? line.then(() => get(base + ENGINE)).then(opened));
  const archives = Promise.all([library, engine]).then(([library, engine]) => ({ library, engine }));
  compiled.catch(lose);
  archives.catch(lose);
  self.fetch = async (input, init) => {
    if (String(input) === base + LIBRARY) return new Response(await library);
    return String(input) === base + WASM ? new Response() : get(input, init);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      lose(error);
      throw error;
    }
  };
  return archives;
}

/**
 * Resolves when the whole of a file is here, its response having been handed over.
 *
 * @param {string} url
 */
function received(url) {
  return new Promise((done) => {
    const observer = new PerformanceObserver((list) => list.getEntriesByName(url).length > 0 && done(observer.disconnect()));
    observer.observe({ type: "resource", buffered: true });
  });
}

/**
 * The response as it came when its type is right: the browser may then keep the compiled code. Some
 * servers do not know that type.
 *
 * @param {Response} response
 */
function known(response) {
  const type = "application/wasm";
  if (found(response).headers.get("Content-Type") === type) return response;
  return new Response(response.body, { headers: { "Content-Type": type } });
}

/** @param {Response} response a file compressed as a whole */
async function opened(response) {
  const stream = found(response).body?.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Response} response */
function found(response) {
  if (!response.ok) throw new Error(`${response.url} : ${response.status}`);
  return response;
}
