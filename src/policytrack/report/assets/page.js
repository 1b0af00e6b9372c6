"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const {days, texts, answers} = JSON.parse($("moments").textContent);
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const all = (node, selector) => [...node.querySelectorAll(selector)];
  const rows = all(document, "#overview + .wide tbody tr");
  const cards = all(document, "article").map((article, place) => ({
    article, answers: answers[place], cells: rows[place] ? all(rows[place], "td") : [], row: rows[place],
    now: all(article, ".now"), then: article.querySelector(".then"), words: null,
    change: all(article, ".change"), was: article.querySelector(".was"), asked: all(article, ".asked"),
    stances: all(article, ".side > ul > li"), reports: all(article, ".history > li"),
  }));
  for (const card of cards) card.latest = card.cells.map((cell) => cell.textContent);

  const filter = () => {
    const wanted = fold($("filter").value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      if (wanted.length) card.words ??= fold(card.article.textContent);
      const fits = wanted.every((word) => card.words.includes(word));
      card.article.hidden = card.row.hidden = !fits;
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
      let answer = null;
      if (!latest) for (const one of card.answers) if (one[0] <= place) answer = one;
      for (const node of card.now) node.hidden = !latest;
      card.then.hidden = latest;
      const same = latest || answer?.[4] === 0;
      for (const node of card.change) node.hidden = !same;
      card.was.hidden = same;
      card.was.replaceChildren(...(same ? [] : (answer?.[4] ?? []).map((text) => line("", texts[text]))));
      [card.stances, card.reports, card.asked].forEach((nodes, sort) => {
        nodes.forEach((node, n) => { node.hidden = !(latest || answer?.[5 + sort].includes(n)); });
      });
      card.cells.forEach((cell, n) => { cell.textContent = latest ? card.latest[n] : "–"; });
      if (latest) continue;
      const status = answer ? texts[answer[1]] : "Nothing about it was public yet";
      if (card.row) card.cells[0].textContent = status;
      const parts = [line(`As known on ${name}: `, status)];
      if (answer) parts.push(line("For: ", texts[answer[2]]), line("Against: ", texts[answer[3]]));
      if (card.article.querySelector(".t")) parts.push(line("", "The timeline shows all days."));
      card.then.replaceChildren(...parts);
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
