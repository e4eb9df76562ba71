/* Keys for those who review many: everything they do can be done without them. */
"use strict";
(() => {
  const typing = (target) => /^(input|select|textarea)$/i.test(target.tagName) && target.type !== "radio";
  const follow = (id) => { const link = document.getElementById(id); if (link) link.click(); };
  const send = (id) => { const form = document.getElementById(id); if (form) form.requestSubmit(); };
  const choose = (choice) => {
    const radio = document.getElementById(`c-${choice}`);
    if (!radio) return;
    radio.checked = true;
    // Confirming needs no reason of its own: Enter on the button saves.
    (choice === "confirmed" ? radio : document.getElementById(`r-${choice}`)).focus();
  };
  const keys = {
    c: () => choose("confirmed"), d: () => choose("dismissed"), u: () => choose("unsure"),
    n: () => { const note = document.getElementById("note"); if (note) note.focus(); },
    z: () => send("undo"),
    j: () => follow(document.getElementById("following") ? "following" : "next"),
    k: () => follow("previous"), l: () => follow("list"),
    "?": () => { const help = document.getElementById("keys"); if (help) { help.tabIndex = -1; help.focus(); } },
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && event.ctrlKey) { send("decide"); event.preventDefault(); return; }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || typing(event.target)) return;
    const action = keys[event.key];
    if (action) { action(); event.preventDefault(); }
  });
  // A reason chosen means its decision: nobody has to say it twice.
  document.querySelectorAll("[name^='reason_']").forEach((select) => {
    select.addEventListener("change", () => { document.getElementById(`c-${select.name.slice(7)}`).checked = true; });
  });
})();
