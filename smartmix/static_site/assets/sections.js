// What stands in each part of the page, from the data of a future and what the reader chose (`state`).
"use strict";

smartmix.sections = (words, write, parts, charts) => {
  const { texts, mixes, objectives, indicators, groups } = words;
  const { fill, number, range, chance, capital } = write, { el, table, details, figure } = parts;
  const LEAD = "practice_laggards", short = mix => mixes[mix].short, place = (state, mix) => 1 + state.mixes.indexOf(mix);

  const worldName = world => capital(world.name[words.lang]);
  const worldTitle = world => world.key === "all" ? worldName(world)
    : fill(texts.worldTitle, { world: worldName(world), chance: chance(world.chance) });
  const digitsOf = (row, chosen) => Math.min(1, ...chosen.map(mix => row.digits[mix]).filter(digits => digits != null));

  // What is told of each world with its chance; once where it is the same in all.
  function byWorld(year, told) {
    const said = year.worlds.map((_, n) => told(n));
    if (new Set(said).size === 1) return said[0];
    return year.worlds.map((world, n) =>
      fill(texts.clause, { clause: world.clause[words.lang], chance: chance(world.chance), told: said[n] })).join("; ");
  }

  function answer(state, year) {
    const row = year.rows[LEAD], fields = {
      year: state.year, goal: year.goal[words.lang], baseline: year.baseline[words.lang], count: year.counted[words.lang],
    };
    const firms = (mix, n) => range(year.firms[mix][n], 0, { signed: true });
    const digits = row && digitsOf(row, state.mixes), likely = n => state.mixes.filter(mix => row.changes[mix][n][4])
      .map(mix => `${short(mix)} ${range(row.changes[mix][n], digits, { signed: true })}`).join(", ") || texts.noMix;
    const gained = n => state.mixes.map(mix => `${short(mix)} ${firms(mix, n)}`).join(", ");
    return [
      row && el("p", { class: "lead", id: "sentence" },
        `${fill(texts.who, { ...fields, size: row.size_words[words.lang], listed: byWorld(year, likely) })} ${row.failed[words.lang]}`),
      el("p", {}, fill(texts.firms, { ...fields, listed: byWorld(year, gained) })),
    ];
  }

  // Who moves, in firms, and what government spends under one mix, each by world.
  function three(state, year, choose) {
    const mix = state.focus, label = key => `${capital(objectives[key].name)} (${objectives[key].unit})`;
    const item = (name, told) => el("li", {}, year.worlds.map((world, n) =>
      el("p", {}, el("strong", {}, told(n)), el("span", { class: "note" }, year.worlds.length > 1 ? ` ${worldTitle(world)}` : ""))), el("p", {}, name));
    const change = key => item(label(key), n => range(year.rows[key].changes[mix][n], digitsOf(year.rows[key], state.mixes), { signed: true }));
    return el("section", { class: "three", "aria-label": texts.focus },
      parts.select(texts.focus, Object.fromEntries(state.mixes.map(each => [each, short(each)])), mix, choose),
      el("p", { class: "note" }, fill(texts.beside, { baseline: year.baseline[words.lang], year: state.year })),
      el("ul", { class: "numbers" }, [year.rows[LEAD] && change(LEAD),
        item(texts.gained, n => range(year.firms[mix][n], 0, { signed: true })), change("government_cost")]));
  }

  // An objective through the years, a panel per world.
  function objectiveFigure(state, year, source) {
    const key = year.rows[state.objective] ? state.objective : Object.keys(year.rows)[0], row = year.rows[key], about = objectives[key];
    const title = capital(fill(texts.difference, { objective: about.name, baseline: year.baseline[words.lang] }));
    const panels = year.worlds.map((world, n) => ({ title: worldTitle(world), lines: state.mixes.map(mix => {
      const [low, middle, high] = row.lines[mix][n];
      return { name: short(mix), place: place(state, mix), low, middle, high };
    }) }));
    const spec = { years: row.years, panels, unit: about.unit, size: row.size, baseline: year.baseline[words.lang] };
    const tables = year.worlds.map((world, n) => table(`${title}, ${worldTitle(world)}`, [texts.mix, ...row.years.map(String)],
      state.mixes.map(mix => [short(mix), ...row.years.map((_, k) => range(row.lines[mix][n].map(line => line[k]), 1, { signed: true }))])));
    return figure({
      name: `differences-${key}`, title, draw: narrow => charts.lines(spec, narrow), tables, source,
      about: fill(texts.aboutLines, { unit: about.unit, year: row.years.at(-1), baseline: year.baseline[words.lang], size: row.size_words[words.lang] }),
      lines: () => [["world", "mix", "objective", "year", "p05", "p50", "p95"], ...year.worlds.flatMap((world, n) => state.mixes.flatMap(mix =>
        row.years.map((each, k) => [world.key, mix, key, each, ...row.lines[mix][n].map(line => line[k])])))],
    });
  }

  // Every objective: what each mix changes in each world, the chance that it matters, and what failed in validation.
  function objectivesFigure(state, year, source) {
    const title = fill(texts.byObjective, { year: state.year, baseline: year.baseline[words.lang] }), keys = Object.keys(year.rows);
    const name = key => `${capital(objectives[key].name)} (${objectives[key].unit})`, failed = key => year.rows[key].failed[words.lang];
    const panels = keys.map(key => ({ title: capital(objectives[key].name), unit: objectives[key].unit, size: year.rows[key].size, rows: state.mixes.map(mix =>
      ({ name: short(mix), place: place(state, mix), ranges: year.rows[key].changes[mix].map(change => change.slice(0, 3)) })) }));
    const [first, second] = year.worlds.map(worldTitle);
    const notes = [...(second ? [fill(texts.filled, { world: first }), fill(texts.open, { world: second })] : [first]), texts.marks, texts.shaded];
    const cell = (key, mix, n) => {
      const row = year.rows[key], change = row.changes[mix][n];
      return `${range(change, digitsOf(row, state.mixes), { signed: true })} ${chance(change[3])}${change[4] ? " ●" : ""}`;
    };
    const tables = year.worlds.map((world, n) => table(
      fill(texts.captionChange, { world: worldTitle(world), mark: "●" }), [texts.objective, ...state.mixes.map(short)],
      keys.map(key => [failed(key) ? `${name(key)} *` : name(key), ...state.mixes.map(mix => cell(key, mix, n))])));
    const made = figure({
      name: "objectives", title, draw: narrow => charts.bars({ panels, notes }, narrow), tables: [], source,
      about: fill(texts.aboutObjectives, { baseline: year.baseline[words.lang] }),
      lines: () => [["world", "chance_of_world", "objective", "year", "mix", "p05", "p50", "p95", "size", "chance_of_size", "two_humps"],
        ...year.worlds.flatMap((world, n) => keys.flatMap(key => state.mixes.map(mix => {
          const [low, middle, high, matters, , humps] = year.rows[key].changes[mix][n];
          return [world.key, world.chance, key, year.rows[key].year, mix, low, middle, high, year.rows[key].size, matters, humps];
        })))],
    });
    made.querySelectorAll("details")[1].remove();
    const misses = keys.filter(failed).map(key => el("p", { class: "note" }, `* ${capital(objectives[key].name)}: ${failed(key)}`));
    return [made, ...tables, el("div", { id: "failed" }, misses)];
  }

  // On what the difference of each chosen mix rests.
  function evidence(state, found) {
    return state.mixes.map(mix => {
      const { draws, ...graded } = found.mixes[mix] ?? {};
      const lines = Object.entries(graded).map(([key, told]) => [capital(objectives[key].name), told[words.lang]]);
      for (const told of draws?.[words.lang] ?? []) lines.push([capital(texts.evidenceDraws), told]);
      const title = fill(texts.evidenceFor, { mix: short(mix), year: found.year });
      return details(title, lines.length ? el("div", { class: "words" }, table(title, [texts.objective, texts.restsOn], lines)) : el("p", {}, texts.evidenceNone));
    });
  }

  // An indicator of a group by year: levels over all draws as lines, and by world in the year that is shown.
  function indicatorFigure(state, year, key, content, source) {
    const group = content.groups[state.group] ? state.group : "all", cells = content.groups[group], about = indicators[key];
    if (!cells) return null;
    const title = `${capital(about.name)}: ${groups[group].name}`, count = content.years.indexOf(state.year) + 1;
    const years = content.years.slice(0, count), all = [words.baseline, ...state.mixes], kinds = [cells.levels, cells.differences];
    const at = (kind, mix, view, k) => kinds[kind][mix]?.[view]?.map(line => line[k] == null ? null : line[k] / 10 ** cells.digits[kind]) ?? [null, null, null];
    const lines = all.map((mix, n) => {
      const cut = [0, 1, 2].map(part => years.map((_, k) => at(0, mix, 0, k)[part]));
      return { name: short(mix), place: n, low: cut[0], middle: cut[1], high: cut[2] };
    });
    const shown = years.filter((_, k) => (count - 1 - k) % 3 === 0);
    const told = (kind, mix, view) => range(at(kind, mix, view, count - 1), cells.digits[kind], { signed: kind === 1 });
    const views = year.worlds.length > 1 ? [1, 2] : [0];
    const tables = [
      table(fill(texts.captionLevels, { title, unit: about.unit }), [texts.mix, ...shown.map(String)],
        all.map(mix => [short(mix), ...shown.map(each => range(at(0, mix, 0, years.indexOf(each)), cells.digits[0]))])),
      table(fill(texts.captionWorlds, { title, year: state.year }), [texts.mix, ...views.flatMap(view => {
        const world = view ? worldTitle(year.worlds[view - 1]) : texts.allDraws;
        return [`${world} (${about.unit})`, `${texts.change} (${about.change})`];
      })], all.map(mix => [short(mix), ...views.flatMap(view => [told(0, mix, view), mix === words.baseline ? "–" : told(1, mix, view)])])),
    ];
    return figure({
      name: `${key}-${group}`.replace(/[_:]/g, "-"), title, tables, source,
      draw: narrow => charts.lines({ years, panels: [{ title: texts.allDraws, lines }], unit: about.unit }, narrow),
      about: fill(texts.aboutLevels, { first: years[0], last: state.year, meaning: about.about }),
      lines: () => [["kind", "world", "mix", "indicator", "group", "year", "p05", "p50", "p95"], ...[0, 1].flatMap(kind => all.flatMap(mix => [0, ...views.filter(Boolean)].flatMap(view =>
        content.years.map((each, k) => [["level", "difference"][kind], view ? year.worlds[view - 1].key : "all", mix, key, group, each, ...at(kind, mix, view, k)])
          .filter(line => line[7] != null && (line[1] === "all" || line[5] === state.year)))))],
    });
  }

  // When laws come, and under which of the chosen mixes they come in other shares of the draws.
  function timing(state, year) {
    return year.timing.map(({ told, mixes: chances }) => [told[words.lang], ...state.mixes.filter(mix => mix in chances)
      .map(mix => `${short(mix)}: ${chance(chances[mix])}.`)].join(" "));
  }

  function mixDetails(state) {
    return [words.baseline, ...state.mixes].map(mix => {
      const { name, about, changes } = mixes[mix];
      return details(name, el("p", {}, about), changes && el("p", {}, `${changes.summary}.`),
        changes && el("div", { class: "words" }, table(name, [texts.instrument, texts.field, texts.before, texts.after], changes.rows)));
    });
  }

  function laws(state) {
    const heads = [words.laws.quality, ...state.laws.map(law => words.laws.names[law])];
    return el("div", { class: "words" }, table(words.futures[state.future].name, heads,
      words.laws.futures[state.future].map(([quality, cells]) => [quality, ...state.laws.map(law => cells[law])])));
  }

  return { answer, three, timing, objectiveFigure, objectivesFigure, evidence, indicatorFigure, mixDetails, laws };
};
