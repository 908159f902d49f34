// @ts-check

const WASM = "pyodide.asm.wasm";

/**
 * Compile the machine code of Python while it comes, and hand it over when Pyodide asks. By itself
 * Pyodide would begin to compile much later, and wait for ever for what does not come.
 *
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {(reason: unknown) => void} lose told why there is none
 */
export function prepareMachineCode(base, lose) {
  const get = self.fetch;
  const compiled = WebAssembly.compileStreaming(get(base + WASM).then(known));
  compiled.catch(lose);
  self.fetch = async (input, init) => (String(input) === base + WASM ? new Response() : get(input, init));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      lose(error);
      throw error;
    }
  };
}

/**
 * The response as it came when its type is right: the browser may then keep the compiled code. Some
 * servers do not know that type.
 *
 * @param {Response} response
 */
function known(response) {
  if (!response.ok) throw new Error(`${response.url} : ${response.status}`);
  const type = "application/wasm";
  if (response.headers.get("Content-Type") === type) return response;
  return new Response(response.body, { headers: { "Content-Type": type } });
}
