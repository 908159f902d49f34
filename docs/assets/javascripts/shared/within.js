// @ts-check

/**
 * What is awaited, unless it takes too long.
 *
 * @template T
 * @param {number} time in milliseconds
 * @param {T | PromiseLike<T>} awaited
 * @returns {Promise<T>}
 */
export async function within(time, awaited) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  const late = new Promise((_, fail) => {
    clock = setTimeout(() => fail(new Error(`pas de réponse en ${time / 1000} s`)), time);
  });
  try {
    return /** @type {T} */ (await Promise.race([awaited, late]));
  } finally {
    clearTimeout(clock);
  }
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
