"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const rows = [...document.querySelectorAll("#overview + .wide tbody tr")];
  let texts = rows.map((row) => fold(row.textContent)), note = "";

  const filter = () => {
    const wanted = fold($("filter").value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      const fits = wanted.every((word) => texts[place].includes(word));
      row.hidden = !fits;
      shown += fits;
    });
    $("count").textContent = `${shown} of ${rows.length} shown${note}`;
  };

  // A page that was opened from a file may fetch nothing, but it may load a script.
  const load = () => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.addEventListener("load", () => {
      texts = globalThis.policytrackTexts.map(fold);
      filter();
    });
    script.addEventListener("error", () => {
      note = ", searched by title and status only";
      filter();
    });
    document.head.append(script);
  };

  $("filter").addEventListener("focus", load, {once: true});
  $("filter").addEventListener("input", filter);
  $("tools").addEventListener("submit", (event) => event.preventDefault());
  $("tools").hidden = false;
  document.documentElement.classList.add("live");
  filter();
})();
