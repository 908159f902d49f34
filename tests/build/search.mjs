// What the search of a built site answers to each question of standard input: the addresses of the first pages.
import { readFileSync } from "node:fs";

const [engine, sections] = process.argv.slice(2);
const { Engine } = await import(engine);
const found = new Engine(JSON.parse(readFileSync(sections, "utf8")));
const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map((question) => found.find(question).slice(0, 5))));
