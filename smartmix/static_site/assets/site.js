// What the reader chose, kept in the address (#mixes=…&year=…), and the page that follows from it.
"use strict";

(async () => {
  const at = id => document.getElementById(id), status = at("status");
  const name = `words-${document.body.dataset.lang}`;
  let words;
  try {
    words = await smartmix.load(name);
  } catch (problem) {
    status.textContent = `${problem.message}: ${document.title}`;
    return;
  }
  const { texts, start, futures, mixes, objectives, indicators, groups } = words, write = smartmix.write(words);
  const parts = smartmix.parts(words), sections = smartmix.sections(words, write, parts, smartmix.charts(words, write));
  const others = Object.keys(mixes).filter(mix => mix !== words.baseline), { fill } = write;

  // What the address says, as far as the site knows it; the rest as the site opens.
  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const list = (key, known, otherwise, most) => {
      const found = [...new Set((given.get(key) ?? "").split(","))].filter(each => known.includes(each));
      return (found.length ? found : otherwise).slice(0, most);
    };
    const one = (key, known, otherwise) => known.map(String).includes(given.get(key)) ? given.get(key) : otherwise;
    const chosen = list("mixes", others, start.mixes, start.most), isToday = chosen.some(mix => mixes[mix].today);
    const first = words.firstFuture[isToday ? "today" : "other"];
    return {
      mixes: chosen, isToday,
      future: one("future", Object.keys(futures), first in futures ? first : Object.keys(futures)[0]),
      year: Number(one("year", start.years, start.year)),
      focus: one("focus", chosen, chosen.at(-1)),
      objective: one("objective", Object.keys(objectives), "practice_laggards"),
      group: one("group", Object.keys(groups), "goal90"),
      show: list("show", Object.keys(indicators), start.show, 8),
      laws: list("laws", Object.keys(words.laws.names), words.laws.first, words.laws.most),
    };
  }

  // Change what is chosen: the address says it, and the page follows.
  function go(changes) {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of Object.entries(changes)) given.set(key, Array.isArray(value) ? value.join(",") : value);
    location.hash = given.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  }

  const named = (of, key = "name") => Object.fromEntries(Object.entries(of).map(([id, each]) => [id, each[key]]));

  function controls(state) {
    const known = Object.fromEntries(others.map(mix => [mix, mixes[mix].name]));
    at("controls").replaceChildren(
      parts.select(texts.future, named(futures), state.future, future => go({ future })),
      parts.select(texts.yearShown, Object.fromEntries(start.years.map(year => [year, year])), state.year, year => go({ year })),
      parts.checkboxes(fill(texts.mixes, { count: start.most }), known, state.mixes, start.most, chosen => go({ mixes: chosen })));
    at("chosen").replaceChildren(
      parts.select(texts.group, named(groups), state.group, group => go({ group })),
      parts.details(texts.charts, parts.checkboxes(texts.charts, named(indicators), state.show, 8, show => go({ show }))));
  }

  // Why this future stands first for these mixes, or that another one would.
  function why(state) {
    const first = words.firstFuture[state.isToday ? "today" : "other"], about = futures[state.future];
    const today = state.mixes.filter(mix => mixes[mix].today).map(mix => mixes[mix].short).join(", ");
    const told = state.future !== first ? fill(texts.otherFuture, { future: futures[first]?.name ?? first })
      : state.isToday ? fill(texts.ofToday, { mixes: today }) : texts.of2020;
    return `${about.name} (${about.about}). ${told}`;
  }

  let turn = 0;
  async function show() {
    const mine = ++turn, state = read();
    const focused = document.activeElement, kept = focused?.closest(".control") && [...document.querySelectorAll(".control input, .control select")].indexOf(focused);
    status.textContent = texts.loading;
    let future, contents;
    try {
      future = await smartmix.load(state.future);
      contents = await Promise.all(state.show.map(key => smartmix.load(`${state.future}/${key}`)));
    } catch (problem) {
      status.textContent = "DecompressionStream" in window ? fill(texts.missing, { file: problem.message }) : texts.unpacked;
      return;
    }
    if (mine !== turn) return;
    const year = future.years[state.year], source = fill(texts.source, { future: futures[state.future].name, made: year.made[words.lang][0] });
    const note = text => parts.el("p", { class: "note" }, text);
    controls(state);
    at("other").hash = location.hash;
    at("answer").replaceChildren(...sections.answer(state, year).filter(Boolean), sections.three(state, year, focus => go({ focus })),
      parts.select(texts.objectiveShown, Object.fromEntries(Object.keys(year.rows).map(key => [key, objectives[key].name])), state.objective, objective => go({ objective })),
      sections.objectiveFigure(state, year, source),
      ...[why(state), year.why[words.lang], ...sections.timing(state, year)].map(note));
    at("objectives").replaceChildren(...[...sections.objectivesFigure(state, year, source), ...sections.evidence(state, future.evidence)].filter(Boolean));
    at("years").replaceChildren(...state.show.map((key, n) => sections.indicatorFigure(state, year, key, contents[n], source)).filter(Boolean));
    at("mixes").replaceChildren(...sections.mixDetails(state));
    at("laws").replaceChildren(parts.details(texts.chooseLaws,
      parts.checkboxes(fill(texts.lawsShown, { count: words.laws.most }), words.laws.names, state.laws, words.laws.most, laws => go({ laws }))), sections.laws(state));
    at("caveats").replaceChildren(...words.caveats.map(text => parts.el("li", {}, text)));
    at("made").replaceChildren(...year.made[words.lang].map(note));
    status.textContent = "";
    if (kept != null && kept >= 0) document.querySelectorAll(".control input, .control select")[kept]?.focus({ preventScroll: true });
  }

  at("skip").addEventListener("click", event => { event.preventDefault(); at("main").focus(); });
  window.addEventListener("hashchange", show);
  await show();
})();
