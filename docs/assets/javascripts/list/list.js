// @ts-check

import { calculatorAt } from "../shared/calculator.js";
import { Depot } from "./drop.js";
import { Lignes } from "./rows.js";
import { layAside, takeBack } from "./resume.js";
import { bytes, printReceipts, save } from "./outputs.js";
import { Travail } from "./work.js";
import { find, takeInHand } from "../shared/page.js";

/** What is shown in each state of `#resultat`. */
const MONTRE = /** @type {Record<string, string[]>} */ ({
  attente: [],
  chargement: [],
  apercu: ["apercu"],
  calcul: ["chiffres", "lignes"],
  pret: ["chiffres", "dessin", "lignes"],
  saisie: ["refus", "apercu"],
  panne: ["refus"],
});

/** A list of establishments: given, understood, computed little by little, looked at, taken away. */
class Lots {
  #region;
  #annonce;
  #retry;
  #calculator;
  #travail;
  #lignes;
  /** @type {import("./drop.js").Source | undefined} */
  #source;
  /** @type {Record<string, string>} what the reader says of columns, by position */
  #choix = {};
  #racine;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.#racine = root.dataset.racine ?? "/";
    this.#region = find(root, "#resultat");
    this.#annonce = find(root, "#annonce");
    this.#retry = find(root, "#reessayer");
    this.#calculator = calculatorAt(new URL(root.dataset.python ?? "", document.baseURI).href.replace(/\/*$/, "/"));
    this.#travail = new Travail(root, this.#calculator, this.#racine);
    this.#lignes = new Lignes(find(root, "#lignes"), (demande) => this.#try(() => this.#travail.ask("lignes", { demande })));
    new Depot(root, (source) => void this.#open(source));
    // The first sign of interest starts Python; a failure is told when an answer is wanted.
    root.addEventListener("focusin", () => void this.#calculator.load().catch(() => {}), { once: true });
    find(root, "#annuler").addEventListener("click", () => this.#cancel());
    this.#retry.addEventListener("click", () => this.#again());
    find(root, "#apercu").addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement) void this.#understand(target);
    });
    root.addEventListener("click", (event) => this.#follow(event));
    root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.id === "ancienne") void this.#compare(target.files?.[0]);
      else if (target instanceof HTMLInputElement && target.id === "annuaire-fichier") void this.#fill(target.files?.[0]);
    });
    this.#calculator.leaving = () => this.#source && layAside(this.#source);
    void takeBack().then((source) => source && this.#open(source));
    takeInHand(root);
  }

  /** @param {import("./drop.js").Source} source */
  async #open(source) {
    const { etat = "attente" } = this.#region.dataset;
    this.#enter("chargement", `Lecture de « ${source.nom} »…`);
    const before = this.#source;
    this.#source = source;
    const answer = await this.#try(() => this.#travail.wait("Lecture du fichier…", () => this.#read("liste", source)));
    if (answer?.ok && answer.annuaire !== undefined) {
      this.#source = before;
      return this.#complete(answer, etat);
    }
    this.#choix = {};
    if (answer?.ok === false) find(this.root, "#apercu").replaceChildren(); // it was that of another list
    this.#preview(answer);
  }

  /**
   * A register that fills names and regions by FINESS; a list that was computed without it is to be computed again.
   *
   * @param {File | undefined} file
   */
  async #fill(file) {
    if (!file) return;
    const { etat = "attente" } = this.#region.dataset;
    const source = { nom: file.name, contenu: file };
    const answer = await this.#try(() => this.#travail.wait("Lecture du répertoire…", () => this.#read("annuaire", source, "annuaire")));
    if (answer?.ok) this.#complete(answer, etat);
    else if (answer !== undefined) find(this.root, "#annuaire-dit").textContent = answer.annonce;
  }

  /**
   * @param {{annuaire: string}} answer
   * @param {string} etat where the list was
   */
  #complete({ annuaire }, etat) {
    const isComputed = etat === "pret" || etat === "calcul";
    find(this.root, "#annuaire-dit").textContent = isComputed ? `${annuaire} Calculez de nouveau la liste.` : annuaire;
    this.#enter(isComputed ? "apercu" : etat, "");
  }

  /**
   * Hand a list to Python, which refuses by its weight alone what is too heavy.
   *
   * @param {string} role
   * @param {import("./drop.js").Source} source
   * @param {string} [geste]
   */
  async #read(role, { nom, contenu }, geste = "ouvrir") {
    const maximum = Number(find(this.root, "#depot").dataset.maximum);
    const fichier = await contenu.slice(0, contenu.size > maximum ? 0 : undefined).arrayBuffer();
    return this.#travail.ask(geste, { role, nom, poids: contenu.size }, { fichier });
  }

  /**
   * The same list, with another sheet or a column as the reader corrects it.
   *
   * @param {HTMLSelectElement} select
   */
  async #understand(select) {
    const { position } = select.dataset;
    if (position !== undefined) this.#choix[position] = select.value;
    else if (select.id === "feuille") this.#choix = {};
    else return; // read when the list is computed
    const kept = { region: this.#value("region"), texte: this.#value("texte") };
    const question = { role: "liste", feuille: this.#value("feuille") || null, choix: this.#choix };
    this.#preview(
      await this.#try(() => this.#travail.wait("Relecture…", () => this.#travail.ask("ouvrir", question))),
    );
    for (const [id, value] of Object.entries(kept)) {
      const other = this.#select(`#${id}`);
      if (other) other.value = value;
    }
    this.#select(position === undefined ? "#feuille" : `[data-position="${position}"]`)?.focus();
  }

  /** @param {any} answer */
  #preview(answer) {
    if (answer === undefined) return;
    if (!answer.ok) return this.#refuse(answer);
    find(this.root, "#apercu").innerHTML = answer.html;
    find(this.root, "#refus").replaceChildren();
    this.#enter(answer.calculable ? "apercu" : "saisie", answer.annonce);
  }

  async #compute() {
    this.#enter("calcul", "Calcul en cours.");
    this.#region.focus({ preventScroll: true });
    find(this.root, "#chiffres").replaceChildren();
    this.#lignes.place("");
    const question = { region: this.#value("region"), texte: this.#value("texte") };
    const answer = await this.#try(() =>
      this.#travail.run("calcul", question, (slice) => {
        find(this.root, "#chiffres").innerHTML = slice.html_chiffres;
        if (slice.html_lignes !== undefined) this.#lignes.place(slice.html_lignes);
      }),
    );
    if (answer === undefined) return;
    if (!answer.ok) return this.#refuse(answer);
    find(this.root, "#dessin").innerHTML = answer.html;
    this.#lignes.listen(/** @type {HTMLFormElement} */ (find(this.root, "#filtres")));
    this.#enter("pret", answer.annonce);
  }

  /** @param {Event} event */
  #follow(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const { sortie, nature } = button.dataset;
    if (sortie !== undefined) void this.#save(sortie);
    else if (nature !== undefined) this.#show(nature);
    else if (button.id === "calculer") void this.#compute();
    else if (button.id === "revoir") this.#enter("apercu", "Les colonnes de la liste.");
    else if (button.id === "fenetres") void this.#draw("fenetres", "#dessin-fenetres");
    else if (button.id === "imprimer-recus") void this.#print();
  }

  /** @param {string} nature */
  #show(nature) {
    this.#lignes.show(nature);
    find(this.root, "#titre-lignes").focus();
  }

  /**
   * A work whose drawing has its place under the result.
   *
   * @param {string} travail
   * @param {string} place
   */
  async #draw(travail, place) {
    const answer = await this.#try(() => this.#travail.run(travail, {}));
    if (answer === undefined) return;
    find(this.root, place).innerHTML = answer.html;
    this.#say(answer.annonce);
  }

  /** @param {File | undefined} file */
  async #compare(file) {
    if (!file) return;
    const source = { nom: file.name, contenu: file };
    const opened = await this.#try(() => this.#travail.wait("Lecture du fichier…", () => this.#read("ancienne", source)));
    if (opened?.ok) return this.#draw("comparaison", "#dessin-comparaison");
    if (opened === undefined) return;
    find(this.root, "#dessin-comparaison").innerHTML = opened.html;
    this.#say(opened.annonce);
  }

  /** @param {string} format */
  async #save(format) {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = [];
    const options = format === "xlsx" ? { paquet: "openpyxl" } : {};
    const answer = await this.#try(() =>
      this.#travail.run("sortie", { format }, ({ morceaux }) => parts.push(...morceaux.map(bytes)), options),
    );
    if (answer === undefined) return;
    if (!answer.ok) return this.#say(answer.annonce);
    const name = (this.#source?.nom ?? "liste").replace(/\.[^.]*$/, "");
    save(`${name}-sun-es.${format}`, new Blob(parts, { type: answer.type }));
    this.#say("Le fichier est prêt, dans vos téléchargements.");
  }

  async #print() {
    const place = find(this.root, "#recus");
    place.replaceChildren();
    const site = new URL(this.#racine, location.href).href;
    const question = { demande: this.#lignes.demande, site };
    const answer = await this.#try(() =>
      this.#travail.run("recus", question, ({ html }) => place.insertAdjacentHTML("beforeend", html)),
    );
    if (answer === undefined) return place.replaceChildren();
    if (!answer.ok) return this.#say(answer.annonce);
    printReceipts(this.root);
  }

  /** Whatever is under way stops; a list half computed goes back to its preview. */
  #cancel() {
    this.#travail.cancel();
    const { etat } = this.#region.dataset;
    if (etat === "calcul") this.#enter("apercu", "Calcul annulé. Rien n’est perdu : vous pouvez le relancer.");
    else if (etat === "chargement") this.#enter("attente", "Lecture annulée.");
    else this.#say("Annulé.");
  }

  #again() {
    this.#calculator.retry().catch(() => {}); // told by the reading that waits for it
    if (this.#source) void this.#open(this.#source);
  }

  /**
   * What Python cannot answer is told; nothing comes back then.
   *
   * @param {() => Promise<any>} work
   */
  async #try(work) {
    try {
      return await work();
    } catch (error) {
      const trace = document.createElement("pre");
      trace.tabIndex = 0; // it may scroll
      trace.textContent = error instanceof Error ? error.message : String(error);
      find(this.root, "#refus").replaceChildren(trace);
      this.#enter("panne", "Le calculateur n’a pas pu répondre ; votre liste est gardée.");
      return undefined;
    }
  }

  /** @param {{html: string, annonce: string}} answer */
  #refuse({ html, annonce }) {
    find(this.root, "#refus").innerHTML = html;
    this.#enter("saisie", annonce);
  }

  /**
   * @param {string} etat
   * @param {string} annonce
   */
  #enter(etat, annonce) {
    this.#region.dataset.etat = etat;
    this.#region.setAttribute("aria-busy", String(etat === "chargement" || etat === "calcul"));
    for (const name of ["refus", "apercu", "chiffres", "dessin", "lignes"]) {
      find(this.root, `#${name}`).hidden = !MONTRE[etat]?.includes(name);
    }
    this.#retry.hidden = etat !== "panne";
    this.#say(annonce);
  }

  /** @param {string} text */
  #say(text) {
    if (this.#annonce.textContent !== text) this.#annonce.textContent = text;
  }

  /** @param {string} id */
  #value(id) {
    return this.#select(`#${id}`)?.value ?? "";
  }

  /** @param {string} selector */
  #select(selector) {
    const found = this.root.querySelector(`#apercu ${selector}`);
    return found instanceof HTMLSelectElement ? found : undefined;
  }
}

for (const root of document.querySelectorAll("#lots")) new Lots(/** @type {HTMLElement} */ (root));
