// What can be measured of the look of a page, in the page: each fault is a short sentence.
(() => {
  const SIZES = 6;
  const NUMBER = /(?<!\d[,.]?|\d )\d{1,3}[\u202f\u00a0 ]\d{3}(?!\d| \d)|\+\s?\d+|\d\s[%€]/g;
  const faults = [];
  const isShown = (element) => {
    const { visibility, opacity } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return visibility === "visible" && opacity !== "0" && width > 2 && height > 2;
  };
  // What is only for the ear is clipped, whatever it holds.
  const clipped = new Map();
  const isClipped = (element) => {
    if (!element || element === document.body) return false;
    if (!clipped.has(element)) {
      clipped.set(element, getComputedStyle(element).clipPath !== "none" || isClipped(element.parentElement));
    }
    return clipped.get(element);
  };
  const where = (element) => `${element.tagName.toLowerCase()}.${String(element.className).split(" ")[0]}`;
  const textOf = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push("la page déborde");

  // Texts: their sizes, and the numbers cut in two lines.
  const sizes = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("svg, script, style, noscript, textarea, option") || !isShown(element) || isClipped(element)) continue;
    const size = getComputedStyle(element).fontSize;
    if (!sizes.has(size)) sizes.set(size, where(element));
    for (const found of text.data.matchAll(NUMBER)) {
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      const [first, ...others] = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (first && others.some(({ top }) => Math.abs(top - first.top) > first.height / 2)) faults.push(`coupé : ${found[0]}`);
    }
  }
  if (sizes.size > SIZES) faults.push(`${sizes.size} tailles de texte : ${[...sizes].map((one) => one.join(" ")).join(", ")}`);

  // Labels: nothing that one must read is cut at the edge of its box.
  for (const label of document.querySelectorAll("main :is(label, legend, summary, th, dt, button, .md-button, .sunes-indice)")) {
    if (!isShown(label) || !label.textContent.trim()) continue;
    const { overflowX } = getComputedStyle(label);
    if (overflowX !== "visible" && label.scrollWidth > label.clientWidth + 1) faults.push(`libellé coupé : ${textOf(label)}`);
  }

  // Columns: what a cell holds starts, or ends, where its title does.
  const edges = (cell) => {
    range.selectNodeContents(cell);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 1);
    const line = boxes.filter(({ top, bottom }) => boxes[0] && top < boxes[0].bottom && bottom > boxes[0].top);
    return { start: Math.min(...line.map(({ left }) => left)), end: Math.max(...line.map(({ right }) => right)) };
  };
  for (const table of document.querySelectorAll("main table")) {
    const head = table.tHead?.rows[0];
    if (!head || !isShown(table) || getComputedStyle(head.cells[0]).display !== "table-cell") continue;
    if ([...table.rows].some((row) => row !== head && [...row.cells].some((cell) => cell.colSpan > 1 || cell.rowSpan > 1))) continue;
    const row = table.tBodies[0]?.rows[0];
    for (const [rank, title] of [...head.cells].entries()) {
      const cell = row?.cells[rank];
      if (!cell || !title.textContent.trim() || !cell.textContent.trim()) continue;
      const isEnd = ["end", "right"].includes(getComputedStyle(title).textAlign);
      const side = isEnd ? "end" : "start";
      const gap = Math.abs(edges(title)[side] - edges(cell)[side]);
      if (gap > 3) faults.push(`colonne à ${Math.round(gap)} px de « ${textOf(title)} »`);
      for (const bar of cell.querySelectorAll(".sunes-jauge")) {
        const off = Math.abs(bar.getBoundingClientRect().left - edges(title).start);
        if (off > 3) faults.push(`barre à ${Math.round(off)} px de « ${textOf(title)} »`);
      }
    }
  }

  // The way back stands over the title.
  const [path, title] = [document.querySelector(".md-path__link"), document.querySelector("h1")];
  if (path && title && isShown(path)) {
    const off = Math.abs(path.getBoundingClientRect().left - edges(title).start);
    if (off > 3) faults.push(`fil d’Ariane à ${Math.round(off)} px du titre`);
  }
  return [...new Set(faults)];
})();
