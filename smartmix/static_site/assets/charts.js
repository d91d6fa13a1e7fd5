// Drawings as SVG: lines by year in panels, and dots with bars. Line styles and marks tell mixes apart without colour.
"use strict";

smartmix.charts = (words, write) => {
  const DASHES = ["", "7 4", "7 3 2 3", "2 3", "10 3 2 3 2 3", "14 4", "4 4"];
  const MARKS = [
    "M0-4A4 4 0 1 0 .01-4Z", "M-3.6-3.6H3.6V3.6H-3.6Z", "M0-4.6 4.4 3.4H-4.4Z", "M0-5 5 0 0 5-5 0Z",
    "M0 4.6 4.4-3.4H-4.4Z", "M-4.5-1.5H-1.5V-4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5Z", "M-5 0 1-4.4V4.4Z",
  ];
  const GREY = "#767676";
  // The baseline (place 0) is solid black.
  const look = place => {
    const n = place % MARKS.length, { colours, inks } = words.start;
    return { colour: colours[n], ink: inks[n], dash: DASHES[n], mark: MARKS[n] };
  };

  function svg(name, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.flat());
    return made;
  }
  const label = (x, y, text, more = {}) => svg("text", { x, y, "font-size": 12, fill: "#1b1b1b", ...more }, text);
  const sheet = (width, height) => svg("svg", { viewBox: `0 0 ${width} ${height}`, "font-family": "Verdana, Arial, sans-serif" });
  const known = values => values.filter(value => value != null && Number.isFinite(value));

  // Round steps over a range, with zero where it lies inside.
  function ticks(low, high, most) {
    const rough = (high - low || 1) / most, power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find(each => each * power >= rough - 1e-12), found = [];
    for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at++) found.push(at * step);
    return { found, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  }

  function path(xs, ys) {
    let text = "", pen = "M";
    xs.forEach((x, n) => {
      if (ys[n] == null) { pen = "M"; return; }
      text += `${pen}${x.toFixed(1)} ${ys[n].toFixed(1)}`;
      pen = "L";
    });
    return text;
  }

  // Heights for names, moved apart to at least `gap`.
  function spread(values, gap) {
    const order = values.map((_, n) => n).sort((a, b) => values[a] - values[b]), placed = [...values];
    for (let round = 0; round < 200; round++) order.forEach((below, n) => {
      const above = order[n + 1], missing = above == null ? 0 : gap - (placed[above] - placed[below]);
      if (missing > 0) { placed[below] -= missing / 2; placed[above] += missing / 2; }
    });
    return placed;
  }

  // panels: [{title, lines: [{name, place, low, middle, high}]}]; size: dotted lines at it on both sides of zero.
  // A few lines have bands; of more, which would lie over each other, the range is a bar in the last year only.
  function lines({ years, panels, unit, size = null, baseline = "" }, narrow) {
    const bands = Math.max(...panels.map(panel => panel.lines.length)) <= words.start.mostBands;
    const across = narrow ? 1 : panels.length, each = { width: narrow ? 400 : Math.max(420, 920 / across), height: 300 };
    const range = (bands ? words.texts.bands : words.texts.bars).replaceAll("{year}", years.at(-1));
    const said = size == null ? [range] : [range, words.texts.dotted], notes = narrow ? said.flatMap(text => wrapped(text, 62)) : [said.join("; ")];
    const width = each.width * across, below = each.height * Math.ceil(panels.length / across);
    const height = below + 6 + 16 * notes.length, made = sheet(width, height);
    const every = known(panels.flatMap(panel => panel.lines.flatMap(line => [line.low, line.middle, line.high].flat())));
    const low = Math.min(0, ...every, size == null ? 0 : -size), high = Math.max(...every, size ?? 0, low + 1e-9);
    const { found, digits } = ticks(low, high, 6), ends = { left: 46, right: 118, top: 44, bottom: 26 };
    panels.forEach((panel, n) => {
      const left = (n % across) * each.width, top = Math.floor(n / across) * each.height;
      const right = left + each.width - ends.right, bars = (panel.lines.length + 1) * 7;
      const x = year => left + ends.left + (right - bars - left - ends.left) * (year - years[0]) / Math.max(1, years.at(-1) - years[0]);
      const y = value => value == null ? null : top + each.height - ends.bottom - (each.height - ends.top - ends.bottom) * (value - low) / (high - low);
      made.append(label(left + 8, top + 16, panel.title, { "font-weight": "bold" }));
      if (n % across === 0) made.append(label(left + 8, top + 34, unit, { "font-size": 11, fill: "#444444" }));
      for (const at of found) {
        made.append(svg("path", { d: `M${left + ends.left} ${y(at)}H${right}`, stroke: "#dddddd" }),
          label(left + ends.left - 5, y(at) + 4, write.number(at, digits), { "text-anchor": "end", "font-size": 11 }));
      }
      const step = Math.ceil(years.length / 6);
      for (const year of years.filter((_, m) => (years.length - 1 - m) % step === 0)) {
        made.append(label(x(year), top + each.height - 8, String(year), { "text-anchor": "middle", "font-size": 11 }));
      }
      if (size != null) {
        made.append(svg("path", { d: `M${left + ends.left} ${y(0)}H${right}`, stroke: GREY, "stroke-width": 2.4 }));
        for (const at of [-size, size]) made.append(svg("path", { d: `M${left + ends.left} ${y(at)}H${right}`, stroke: "#444444", "stroke-dasharray": "1 4" }));
      }
      const names = baseline ? [{ text: baseline, at: y(0), ink: "#555555" }] : [];
      panel.lines.forEach((line, m) => {
        const style = look(line.place), xs = years.map(x), end = right - bars + (m + 1) * 7;
        const [lows, middles, highs] = [line.low, line.middle, line.high].map(values => values.map(y));
        if (bands) {
          const kept = years.map((_, k) => k).filter(k => lows[k] != null && highs[k] != null);
          const there = kept.map(k => `${xs[k].toFixed(1)} ${highs[k].toFixed(1)}`), back = kept.map(k => `${xs[k].toFixed(1)} ${lows[k].toFixed(1)}`).reverse();
          if (kept.length) made.append(svg("path", { d: `M${[...there, ...back].join("L")}Z`, fill: style.colour, "fill-opacity": 0.08 }));
        }
        made.append(svg("path", { d: path(xs, middles), fill: "none", stroke: style.colour, "stroke-width": 2, "stroke-dasharray": style.dash }));
        years.forEach((_, k) => {
          if (middles[k] != null && k % 3 === m % 3) made.append(svg("path", { d: style.mark, fill: style.colour, transform: `translate(${xs[k]} ${middles[k]})` }));
        });
        const last = middles.at(-1);
        if (last == null) return;
        made.append(svg("path", { d: `M${end} ${lows.at(-1)}V${highs.at(-1)}`, stroke: style.colour, "stroke-width": 2.4 }),
          svg("path", { d: style.mark, fill: style.colour, transform: `translate(${end} ${last})` }));
        names.push({ text: line.name, at: last, ink: style.ink });
      });
      spread(names.map(name => name.at), 14).forEach((at, m) =>
        made.append(label(right + 8, at + 4, names[m].text, { "font-weight": "bold", "font-size": 11, fill: names[m].ink })));
    });
    notes.forEach((text, n) => made.append(label(8, below + 16 * (n + 1), text, { "font-size": 11, fill: "#444444" })));
    return made;
  }

  // A title on at most two lines of so many letters.
  function wrapped(text, most) {
    if (text.length <= most) return [text];
    const cut = text.lastIndexOf(" ", most);
    return cut < 1 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
  }

  // panels: [{title, unit, size, rows: [{name, place, ranges: [[low, middle, high] by world]}]}]; the second world is open.
  function bars({ panels, notes }, narrow) {
    const across = narrow ? 1 : 3, left = 96, each = { width: narrow ? 400 : 306 + left / 3 };
    const step = 20, worlds = Math.max(1, ...panels.flatMap(panel => panel.rows.map(row => row.ranges.length)));
    const line = worlds > 1 ? step + 8 : step;
    const tall = 86 + line * (panels[0]?.rows.length ?? 1), down = Math.ceil(panels.length / across);
    const height = tall * down + 8 + 16 * notes.length, made = sheet(each.width * across, height);
    panels.forEach((panel, n) => {
      const start = (n % across) * each.width, top = Math.floor(n / across) * tall, edge = start + each.width - 14;
      const from = start + (n % across === 0 ? left : 22);
      const every = known([panel.size, -panel.size, ...panel.rows.flatMap(row => row.ranges.flat())]);
      const low = Math.min(...every), high = Math.max(...every), room = (high - low) * 0.04 || 1;
      const x = value => from + (edge - from) * (value - low + room) / (high - low + 2 * room);
      const base = top + 52, foot = top + tall - 22, { found, digits } = ticks(low, high, 4);
      const title = wrapped(panel.title, narrow ? 42 : 36);
      title.forEach((text, m) => made.append(label(from, top + 32 - 14 * (title.length - 1 - m), text, { "font-weight": "bold", "font-size": 11 })));
      made.append(label(from, top + 46, panel.unit, { "font-size": 10.5, fill: "#444444" }));
      made.append(svg("rect", { x: x(-panel.size), y: base, width: x(panel.size) - x(-panel.size), height: foot - base, fill: "#e8e8e8" }));
      for (const at of found) {
        made.append(svg("path", { d: `M${x(at)} ${base}V${foot}`, stroke: "#d0d0d0", "stroke-width": 0.6 }),
          label(x(at), foot + 13, write.number(at, digits), { "text-anchor": "middle", "font-size": 10.5 }));
      }
      made.append(svg("path", { d: `M${x(0)} ${base}V${foot}`, stroke: GREY, "stroke-width": 2 }));
      panel.rows.forEach((row, m) => {
        const middle = base + line * (m + 0.5) + 2, style = look(row.place);
        if (n % across === 0) made.append(label(from - 8, middle + 4, row.name, { "text-anchor": "end", "font-size": 11 }));
        row.ranges.forEach((three, world) => {
          if (three.includes(null)) return;
          const at = middle + (row.ranges.length > 1 ? (world - 0.5) * 11 : 0);
          made.append(svg("path", { d: `M${x(three[0])} ${at}H${x(three[2])}`, stroke: style.colour, "stroke-width": 2 }),
            svg("path", { d: style.mark, transform: `translate(${x(three[1])} ${at})`, fill: world ? "#ffffff" : style.colour, stroke: style.colour, "stroke-width": 1.6 }));
        });
      });
    });
    notes.forEach((text, n) => made.append(label(8, tall * down + 14 + 16 * n, text, { "font-weight": "bold", "font-size": 11 })));
    return made;
  }

  return { lines, bars };
};
