/* Filters and sorts the table of shops. Without it the page shows all shops and is complete. */
"use strict";
(() => {
  const table = document.getElementById("shop-table");
  const form = document.getElementById("filters");
  const status = document.getElementById("shown");
  const more = document.getElementById("more");
  const body = table.tBodies[0];
  const STEP = 300;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const cell = (tr, column) => tr.cells[column].textContent.trim();
  const all = Array.from(body.rows, (tr) => ({
    tr, text: fold(tr.cells[0].textContent), country: cell(tr, 1), sector: cell(tr, 2),
    flag: tr.dataset.f, checks: tr.dataset.c || "",
  }));
  let order = all;
  let limit = STEP;
  let sorted = "";

  const field = (name) => document.getElementById("f-" + name);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  function wanted() {
    const words = fold(field("text").value).split(/\s+/).filter(Boolean);
    const [country, sector, flag, check] = ["country", "sector", "flag", "check"].map((name) => field(name).value);
    return (row) =>
      words.every((word) => row.text.includes(word)) &&
      (!country || row.country === country) && (!sector || row.sector === sector) &&
      (!flag || row.flag === flag) && (!check || row.checks.includes(" " + check + " "));
  }

  function show() {
    const fits = wanted();
    let found = 0;
    for (const row of order) {
      const fit = fits(row);
      if (fit) found += 1;
      row.tr.hidden = !fit || found > limit;
    }
    more.hidden = found <= limit;
    const text = fill(status.dataset.text, { shown: Math.min(found, limit), found, total: all.length });
    status.textContent = sorted ? text + " " + sorted : text;
  }

  function value(tr, column) {
    const text = cell(tr, column);
    const number = parseInt(text, 10);
    if (!tr.cells[column].classList.contains("n")) return text;
    return Number.isNaN(number) ? -1 : number;
  }

  function sort(th, button) {
    const column = th.cellIndex;
    const numeric = th.classList.contains("n");
    const now = th.getAttribute("aria-sort");
    const up = now ? now === "descending" : !numeric;
    const collator = new Intl.Collator(document.documentElement.lang);
    const keys = new Map(all.map((row) => [row, value(row.tr, column)]));
    order = [...order].sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      const way = numeric ? x - y : collator.compare(x, y);
      return up ? way : -way;
    });
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
    sorted = fill(status.dataset.sorted, { column: button.textContent });
    body.append(...order.map((row) => row.tr));
    show();
  }

  for (const th of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...th.childNodes);
    th.append(button);
    button.addEventListener("click", () => sort(th, button));
  }

  function restart() {
    limit = STEP;
    show();
  }

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(restart, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(restart));
  more.addEventListener("click", () => {
    limit += STEP;
    show();
  });
  /* A number in the table of questions leads to the shops behind it. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-check]");
    if (!link) return;
    form.reset();
    field("check").value = link.dataset.check;
    setTimeout(restart);
  });
  addEventListener("beforeprint", () => {
    limit = Infinity;
    show();
  });
  form.hidden = false;
  show();
})();
