// node run.mjs FIREFOX FOLDER: the visits on stdin as JSON, by WebDriver BiDi; what each page ends with, on stdout.
// What is downloaded goes to the folder.
import { readFileSync } from "node:fs";

import puppeteer from "puppeteer-core";

const [executablePath, dossier] = process.argv.slice(2);
const { visites, delai } = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  extraPrefsFirefox: { "browser.download.folderList": 2, "browser.download.dir": dossier },
});

/** What a reader does in a page. */
const GESTES = {
  ecrire: (page, champ, valeur) => page.type(champ, valeur),
  cliquer: (page, champ) => page.click(champ),
  recharger: (page) => page.reload(),
  async coller(page, champ) {
    await page.focus(champ);
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
  },
  async deposer(page, champ, fichier) {
    const field = await page.$(champ);
    await field.uploadFile(fichier);
  },
};

try {
  const page = await browser.newPage();
  const erreurs = [];
  const adresses = new Set();
  page.on("pageerror", (error) => erreurs.push(String(error)));
  page.on("console", (message) => message.type() === "error" && erreurs.push(message.text()));
  page.on("request", (request) => adresses.add(new URL(request.url()).origin));
  page.on("dialog", (dialog) => dialog.accept());
  const vues = {};
  for (const [nom, { url, gestes = [], attendu }] of Object.entries(visites)) {
    const same = url && page.url().split("#")[0] === url.split("#")[0];
    if (url) await (same ? page.evaluate((next) => void (location.href = next), url) : page.goto(url)); // Python stays
    for (const [geste, ...quoi] of gestes) await GESTES[geste](page, ...quoi);
    const place = await page.waitForSelector(attendu, { timeout: delai }).catch((cause) => {
      throw new Error(`visite « ${nom} » : ${attendu} n’est pas venu`, { cause });
    });
    vues[nom] = await place.evaluate((element) => ({ texte: element.innerText, situation: element.dataset.situation, valeur: element.value }));
  }
  process.stdout.write(JSON.stringify({ vues, erreurs, adresses: [...adresses], version: await browser.version() }));
} finally {
  await browser.close();
}
