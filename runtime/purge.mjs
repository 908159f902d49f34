// The stylesheet on stdin without the rules that no page can need: node purge.mjs < {"style": CSS, "words": [...]}.
import { readFileSync } from "node:fs";

import { PurgeCSS } from "purgecss";

const { style, words } = JSON.parse(readFileSync(0, "utf8"));
const [{ css }] = await new PurgeCSS().purge({
  css: [{ raw: style }],
  content: [{ raw: words.join(" "), extension: "words" }],
  defaultExtractor: (content) => content.split(" "),
});
process.stdout.write(css);
