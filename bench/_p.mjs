import { readFileSync } from "node:fs";
import { load } from "../runtime/load.mjs";
const { python } = await load(process.argv[2]);
python.runPython(readFileSync(process.argv[3],"utf8"));
