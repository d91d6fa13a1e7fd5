// Data files are scripts that call smartmix.put, because a page opened from disk may read no other files.
"use strict";

const smartmix = (() => {
  const waiting = new Map(), known = new Map();

  // From base64 of gzip of JSON to what it holds.
  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  // Called by a data file.
  function put(name, text) {
    if (waiting.has(name)) waiting.get(name)(unpack(text));
    else known.set(name, unpack(text));
  }

  // A promise of the content of data/<name>.js; rejected where the file is not there.
  function load(name) {
    if (!known.has(name)) known.set(name, new Promise((give, refuse) => {
      waiting.set(name, give);
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onerror = () => refuse(new Error(script.getAttribute("src")));
      document.head.append(script);
    }));
    return known.get(name);
  }

  return { put, load };
})();
