"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const {days, texts, answers} = JSON.parse($("moments").textContent);
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const all = (node, selector) => [...node.querySelectorAll(selector)];
  const rows = all(document, "#overview + .wide tbody tr");
  const cards = all(document, "article").map((article, place) => ({
    article, answers: answers[place], row: rows[place], words: null, parts: null,
  }));

  const block = (name) => {
    const div = document.createElement("div");
    div.className = name;
    return div;
  };

  // What only a look back needs is looked up with the first one.
  const parts = (card) => {
    if (card.parts) return card.parts;
    const {article, row} = card, then = block("then"), was = block("was");
    const change = all(article, ".change"), cells = row ? all(row, "td") : [];
    article.querySelector("h3").after(then);
    change[0].before(was);
    return card.parts = {
      then, was, change, cells, latest: cells.map((cell) => cell.textContent), now: all(article, ".now"),
      placed: [".side > ul > li", ".history > li", ".asked"].map((selector) => all(article, selector)),
      hasTimeline: Boolean(article.querySelector(".t")),
    };
  };

  const filter = () => {
    const wanted = fold($("filter").value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      if (wanted.length) card.words ??= fold(card.article.textContent);
      const fits = wanted.every((word) => card.words.includes(word));
      if (card.article.hidden === fits) card.article.hidden = card.row.hidden = !fits;
      shown += fits;
    }
    $("count").textContent = `${shown} of ${cards.length} shown`;
  };

  const line = (label, text) => {
    const p = document.createElement("p"), b = document.createElement("strong"), i = document.createElement("bdi");
    b.textContent = label;
    i.textContent = text;
    p.append(b, i);
    return p;
  };

  const look = () => {
    const place = Number($("day").value), latest = place === days.length;
    const name = latest ? "the latest day" : days[place];
    $("date").textContent = name;
    $("day").setAttribute("aria-valuetext", name);
    for (const card of cards) {
      if (latest && !card.parts) continue;
      const {then, was, change, cells, latest: untouched, now, placed, hasTimeline} = parts(card);
      let answer = null;
      if (!latest) for (const one of card.answers) if (one[0] <= place) answer = one;
      const same = latest || answer?.[4] === 0;
      for (const node of now) node.hidden = !latest;
      for (const node of change) node.hidden = !same;
      then.hidden = latest;
      was.hidden = same;
      was.replaceChildren(...(same ? [] : (answer?.[4] ?? []).map((text) => line("", texts[text]))));
      placed.forEach((nodes, sort) => {
        nodes.forEach((node, n) => { node.hidden = !(latest || answer?.[5 + sort].includes(n)); });
      });
      cells.forEach((cell, n) => { cell.textContent = latest ? untouched[n] : "–"; });
      if (latest) continue;
      const status = answer ? texts[answer[1]] : "Nothing about it was public yet";
      if (card.row) cells[0].textContent = status;
      const lines = [line(`As known on ${name}: `, status)];
      if (answer) lines.push(line("For: ", texts[answer[2]]), line("Against: ", texts[answer[3]]));
      if (hasTimeline) lines.push(line("", "The timeline shows all days."));
      then.replaceChildren(...lines);
    }
  };

  $("day").max = String(days.length); // Before the value, which it would cut.
  $("day").value = String(days.length);
  $("filter")?.addEventListener("input", filter);
  $("day").addEventListener("input", look);
  $("tools").addEventListener("submit", (event) => event.preventDefault());
  $("tools").hidden = false;
  document.documentElement.classList.add("live");
  if ($("filter")) filter();
  look();
})();
