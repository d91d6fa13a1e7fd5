// Numbers and sentences as the reader's language writes them; `results/number_format.py` and `results/ranged.py` say why.
"use strict";

smartmix.write = words => {
  const { texts, lang } = words;

  const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (whole, name) => name in fields ? fields[name] : whole);

  // 1.234,5 in Dutch and 1,234.5 in English; a minus sign that cannot be read as a dash; a plus where it is a change.
  function number(value, digits = 0, signed = false) {
    if (value == null) return texts.none;
    const rounded = Number(value.toFixed(digits)) + 0;
    const [whole, part] = Math.abs(rounded).toFixed(digits).split(".");
    const [thousands, point] = lang === "nl" ? [".", ","] : [",", "."];
    const text = whole.replace(/\B(?=(\d{3})+$)/g, thousands) + (part ? point + part : "");
    return (rounded < 0 ? "\u2212" : signed && rounded > 0 ? "+" : "") + text;
  }

  // 31% (12 to 55), of [low, middle, high].
  function range(three, digits, { signed = false, ending = "" } = {}) {
    if (three.slice(0, 3).includes(null)) return texts.none;
    const [low, middle, high] = three.map(value => number(value, digits, signed));
    return `${middle}${ending} (${low}\u00a0${texts.to}\u00a0${high})`;
  }

  // 0% and 100% only where it is exactly that.
  function chance(value) {
    if (value == null) return texts.none;
    if (value > 0 && value < 0.01) return "<1%";
    if (value > 0.99 && value < 1) return ">99%";
    return `${number(100 * value)}%`;
  }

  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  return { fill, number, range, chance, capital };
};
