/* Filters, sorts and shows the table of shops. The rows come from the files in data/; without scripts, or where those
   files are missing, the page shows the first shops and leads to pages with the others. */
"use strict";
(() => {
  const STEP = 200; // rows shown before one asks for more
  const SCREEN = 30; // rows drawn at once: laying out a table is what a search costs, so the others follow
  const FLAGS = ["fail", "review", "pass", "unmeasured"];
  const all = [];
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" }; // no accent to take away
  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[ßæœøłđıς]/g, (letter) => LETTERS[letter]);

  /* Called by each data file: the arrays of shop_table.py. */
  window.sweepdayShops = (rows) => {
    for (const [file, address, operator, why, country, sector, flag, numbers, checks] of rows) {
      all.push({ file, address, operator, why, country, sector, flag: FLAGS[flag], numbers, checks,
        text: fold(address + " " + operator) });
    }
  };

  addEventListener("DOMContentLoaded", () => {
    const table = document.getElementById("shop-table");
    const form = document.getElementById("filters");
    const status = document.getElementById("shown");
    const more = document.getElementById("more");
    const pager = document.getElementById("pager");
    const body = table.tBodies[0];
    if (all.length !== Number(status.dataset.total)) return;
    let order = all;
    let drawn = all.slice(0, body.rows.length); // the page brings its first rows along
    let following = 0;
    let limit = STEP;
    let sorted = "";
    let column = "";
    let written = "";

    const names = ["text", "country", "sector", "flag", "check"];
    const field = (name) => document.getElementById("f-" + name);
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

    function wanted() {
      const words = fold(field("text").value).split(/\s+/).filter(Boolean);
      const [country, sector, flag, check] = names.slice(1).map((name) => field(name).value);
      return (row) =>
        words.every((word) => row.text.includes(word)) &&
        (!country || row.country === country) && (!sector || row.sector === sector) &&
        (!flag || row.flag === flag) && (!check || row.checks.includes(" " + check + " "));
    }

    function add(parent, tag, text, name) {
      const made = parent.appendChild(document.createElement(tag));
      if (name) made.className = name;
      if (text !== undefined) made.textContent = text;
      return made;
    }

    function line(row) {
      const tr = document.createElement("tr");
      const head = add(tr, "th");
      head.scope = "row";
      const link = add(head, "a");
      link.href = "shops/" + encodeURIComponent(row.file);
      add(link, "bdi", row.address);
      if (row.operator) head.append(" "), add(add(head, "small"), "bdi", row.operator);
      if (row.why) head.append(" "), add(add(head, "small", undefined, "why"), "bdi", row.why);
      add(tr, "td", row.country);
      add(add(tr, "td"), "bdi", row.sector);
      row.numbers.forEach((number, place) => {
        const dark = place < 3 && row.flag === "unmeasured";
        const cell = add(tr, "td", undefined, place === 3 ? "n apart" : "n");
        if (dark) cell.textContent = "\u2013";
        else if (place === 0 && number) add(cell, "b", number);
        else if (place < 4 || number) cell.textContent = number;
      });
      return tr;
    }

    /* Draws the first of `found`, `least` of them and all that stand there already; the others screen by screen, as
       soon as nobody types. */
    function draw(found, least, pause) {
      clearTimeout(following);
      const most = Math.min(found.length, limit);
      let same = 0;
      while (same < Math.min(most, drawn.length) && drawn[same] === found[same]) same++;
      while (body.rows.length > same) body.rows[body.rows.length - 1].remove();
      drawn = found.slice(0, Math.min(most, Math.max(least, same)));
      body.append(...drawn.slice(same).map(line));
      if (drawn.length < most) following = setTimeout(draw, pause, found, drawn.length + SCREEN, 0);
    }

    function show(least = SCREEN) {
      const fits = wanted();
      const found = order.filter(fits);
      draw(found, least, 100);
      more.hidden = found.length <= limit;
      const numbers = { shown: Math.min(found.length, limit), found: found.length, total: all.length };
      const text = fill(status.dataset.text, numbers);
      status.textContent = sorted ? text + " " + sorted : text;
    }

    /* The state of the table in the address: it can be kept and handed on. */
    function remember() {
      const state = new URLSearchParams();
      for (const name of names) if (field(name).value) state.set(name, field(name).value);
      if (column) state.set("sort", column);
      const hash = state.size ? "#shops?" + state : "#shops";
      if (location.hash !== hash && (state.size || location.hash.startsWith("#shops?"))) {
        written = hash;
        location.replace(hash);
      }
    }

    function recall() {
      if (!location.hash.startsWith("#shops?")) return;
      const state = new URLSearchParams(location.hash.slice(7));
      for (const name of names) field(name).value = state.get(name) || "";
      const [, place, down] = /^(\d)(-?)$/.exec(state.get("sort") || "") || [];
      const th = place && table.tHead.rows[0].cells[place];
      if (th) sort(th, !down);
    }

    const keys = [(row) => row.address, (row) => row.country, (row) => row.sector];
    const value = (row, place) =>
      place < 3 ? keys[place](row) : row.flag === "unmeasured" && place < 6 ? -1 : row.numbers[place - 3];

    function sort(th, up) {
      const place = th.cellIndex;
      const collator = new Intl.Collator(document.documentElement.lang);
      const way = place < 3 ? (a, b) => collator.compare(value(a, place), value(b, place))
        : (a, b) => value(a, place) - value(b, place);
      order = [...all].sort(up ? way : (a, b) => way(b, a));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      sorted = fill(status.dataset.sorted, { column: th.textContent });
      column = place + (up ? "" : "-");
    }

    for (const th of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...th.childNodes);
      th.append(button);
      button.addEventListener("click", () => {
        const now = th.getAttribute("aria-sort");
        sort(th, now ? now === "descending" : !th.classList.contains("n"));
        changed();
      });
    }

    function changed() {
      limit = STEP;
      show();
      clearTimeout(timer);
      timer = setTimeout(remember, 200); // not at every letter
    }

    let timer = 0;
    form.addEventListener("input", changed);
    form.addEventListener("change", remember); // before a link is followed
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(changed));
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
      setTimeout(changed);
    });
    addEventListener("hashchange", () => {
      if (location.hash === written) return;
      recall();
      show();
    });
    addEventListener("beforeprint", () => {
      limit = Infinity;
      show(limit);
    });
    if (pager) pager.hidden = true;
    form.hidden = false;
    recall();
    show();
  });
})();
