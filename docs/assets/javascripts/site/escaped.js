// @ts-check

/**
 * A link to a simulation whose « # » came as `%23`: some mailers and filters write addresses anew, and what follows the
 * sign becomes part of the path, where no page is. The reader is led to the page, with the situation.
 */
{
  const [page = "", ...rest] = location.pathname.split("%23");
  const fragment = rest.join("%23") + location.search;
  if (rest.length > 0) location.replace(`${page}#${readable(fragment)}`);

  /** @param {string} text where the signs of a fragment may be written as codes too */
  function readable(text) {
    return text.replace(/%(3D|26|3B)/gi, decodeURIComponent);
  }
}
