// node run.mjs FIREFOX: the visits on stdin as JSON, by WebDriver BiDi; what each page ends with, on stdout.
import { readFileSync } from "node:fs";

import puppeteer from "puppeteer-core";

const [executablePath] = process.argv.slice(2);
const { visites, delai } = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  const erreurs = [];
  const adresses = new Set();
  page.on("pageerror", (error) => erreurs.push(String(error)));
  page.on("console", (message) => message.type() === "error" && erreurs.push(message.text()));
  page.on("request", (request) => adresses.add(new URL(request.url()).origin));
  const vues = [];
  for (const { url, clic, saisie, attendu } of visites) {
    const same = page.url().split("#")[0] === url.split("#")[0];
    await (same ? page.evaluate((next) => void (location.href = next), url) : page.goto(url)); // Python stays
    for (const [champ, valeur] of Object.entries(saisie ?? {})) await page.type(champ, valeur);
    if (clic) await page.click(clic);
    const place = await page.waitForSelector(attendu, { timeout: delai });
    vues.push(await place.evaluate((element) => ({ texte: element.innerText, situation: element.dataset.situation, valeur: element.value })));
  }
  process.stdout.write(JSON.stringify({ vues, erreurs, adresses: [...adresses], version: await browser.version() }));
} finally {
  await browser.close();
}
