// @ts-check

import { find } from "../shared/page.js";

/**
 * A link made under other rules: from the release that this site publishes, what differs for its situation.
 * It stands beside the result of the rules in force, until something is typed.
 */
export class AutresRegles {
  #place;
  /** Counts the results: an answer about an older one is dropped. */
  #turn = 0;

  /**
   * @param {HTMLElement} root
   * @param {(question: {action: string, [name: string]: unknown}) => Promise<any>} ask
   */
  constructor(root, ask) {
    this.ask = ask;
    this.racine = root.dataset.racine ?? "/";
    this.#place = find(root, "#autres-regles");
  }

  /**
   * @param {string} fragment what the result was computed from
   * @param {string} canonical with the version of the rules in force
   */
  async follow(fragment, canonical) {
    const turn = ++this.#turn;
    this.#place.textContent = "";
    const stamp = stampOf(fragment);
    if (stamp === "" || stamp === stampOf(canonical)) return;
    const said = await this.#compare(fragment, stamp);
    if (turn === this.#turn) this.#place.innerHTML = said;
  }

  /**
   * What Python draws of both, or nothing when the release is not here: the warning of the link remains.
   *
   * @param {string} fragment
   * @param {string} stamp
   */
  async #compare(fragment, stamp) {
    const [version = ""] = stamp.split("-");
    if (!/^\d+\.\d+\.\d+$/.test(version)) return "";
    try {
      const release = await fetch(new URL(`${this.racine}api/regles/${version}.json`, document.baseURI));
      if (!release.ok) return "<p>Ces règles ne sont pas publiées sur ce site : rien ne permet de comparer.</p>";
      const regles = await release.text();
      const drawn = await this.ask({ action: "comparer", fragment, regles, estampille: stamp, racine: this.racine });
      if (!drawn.ok) throw new Error(drawn.panne);
      return drawn.html;
    } catch {
      return "<p>Les règles du lien n’ont pas pu être lues : rien ne permet de comparer pour le moment.</p>";
    }
  }
}

/**
 * The rules that a link was made under; what is typed names none.
 *
 * @param {string} fragment
 */
export function stampOf(fragment) {
  return new URLSearchParams(fragment).get("regles") ?? "";
}

/**
 * A canonical fragment under the rules of the link that was opened, so that a reload says again that others are in force.
 *
 * @param {string} canonical
 * @param {string} stamp
 */
export function restamped(canonical, stamp) {
  return stamp ? canonical.replace(/(^|&)regles=[^&]*/, `$1regles=${encodeURIComponent(stamp)}`) : canonical;
}
