// Elements of the page: plain HTML that every keyboard and screen reader knows.
"use strict";

smartmix.parts = words => {
  const { texts } = words;

  // An element with attributes (functions are listeners) and children; what is null is left out.
  function el(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(key, value);
      else if (value === true) made.setAttribute(key, "");
      else if (value != null && value !== false) made.setAttribute(key, value);
    }
    made.append(...children.flat().filter(child => child != null));
    return made;
  }

  let count = 0;
  function select(label, options, chosen, change) {
    const id = `select-${++count}`, list = el("select", { id, change: event => change(event.target.value) },
      Object.entries(options).map(([key, name]) => el("option", { value: key, selected: key === String(chosen) }, name)));
    return el("div", { class: "control" }, el("label", { for: id }, label), list);
  }

  // Boxes of which at most `most` may be ticked.
  function checkboxes(label, options, chosen, most, change) {
    const full = chosen.length >= most;
    return el("fieldset", { class: "control" }, el("legend", {}, label),
      el("div", { class: "ticks" }, Object.entries(options).map(([key, name]) => {
        const ticked = chosen.includes(key);
        const flip = () => change(ticked ? chosen.filter(each => each !== key) : [...chosen, key]);
        const box = el("input", { type: "checkbox", value: key, checked: ticked, disabled: full && !ticked, change: flip });
        return el("label", { class: "tick" }, box, el("span", {}, name));
      })));
  }

  function table(caption, heads, lines) {
    const head = el("tr", {}, heads.map(text => el("th", { scope: "col" }, text)));
    const body = lines.map(([first, ...cells]) =>
      el("tr", {}, el("th", { scope: "row" }, first), cells.map(cell => el("td", {}, cell))));
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
      el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body)));
  }

  const details = (summary, ...children) => el("details", {}, el("summary", {}, summary), children);

  function save(name, kind, content) {
    const url = URL.createObjectURL(new Blob([content], { type: kind }));
    el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const csv = lines => lines.map(line => line.map(cell =>
    /[",\n]/.test(String(cell ?? "")) ? `"${String(cell).replaceAll('"', '""')}"` : cell ?? "").join(",")).join("\n") + "\n";

  // The drawing as a file of its own, with where it comes from below it.
  function alone(svg, source) {
    const copy = svg.cloneNode(true), [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const note = document.createElementNS(svg.namespaceURI, "text");
    copy.setAttribute("viewBox", `0 0 ${width} ${height + 22}`);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height + 22);
    for (const [key, value] of Object.entries({ x: 8, y: height + 14, "font-size": 10, fill: "#444444" })) note.setAttribute(key, value);
    note.textContent = source;
    copy.append(note);
    return new XMLSerializer().serializeToString(copy);
  }

  function savePng(name, text) {
    const picture = new Image();
    picture.onload = () => {
      const canvas = el("canvas", { width: 2 * picture.width, height: 2 * picture.height }), pen = canvas.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(content => save(name, "image/png", content));
    };
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  }

  // A drawing with its description, its table and its downloads. draw(narrow) gives the SVG; lines: of the CSV.
  function figure({ name, title, about, draw, tables, lines, source }) {
    const place = el("div", { class: "drawing" }), id = `about-${name}`;
    let narrow = null;
    const redraw = () => {
      const now = place.clientWidth > 0 && place.clientWidth < 620;
      if (now === narrow) return;
      narrow = now;
      const svg = draw(narrow);
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", title);
      svg.setAttribute("aria-describedby", id);
      place.replaceChildren(svg);
    };
    new ResizeObserver(redraw).observe(place);
    const svgText = () => alone(place.querySelector("svg") ?? draw(false), source);
    return el("figure", { id: `figure-${name}` },
      el("figcaption", {}, el("strong", {}, title)), place,
      details(texts.inWords, el("p", { id }, about)),
      details(texts.asTable, tables),
      el("div", { class: "row" },
        el("button", { type: "button", click: () => save(`${name}.svg`, "image/svg+xml", svgText()) }, texts.downloadSvg),
        el("button", { type: "button", click: () => savePng(`${name}.png`, svgText()) }, texts.downloadPng),
        el("button", { type: "button", click: () => save(`${name}.csv`, "text/csv", csv(lines())) }, texts.downloadCsv)));
  }

  return { el, select, checkboxes, table, details, figure };
};
