// Plays the frames of `player.py`: a digit per firm and quarter says its stage. Keyboard: buttons and slider.
(id, given) => {
  const part = getHtmlElement(id).closest(".player");
  const dots = [...part.querySelectorAll(".dots use")];
  const slider = part.querySelector("input[type=range]");
  const play = part.querySelector(".play");
  const status = part.querySelector(".counts");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const last = given.frames.length - 1;
  let timer = null;
  let shown = "";
  const show = (frame) => {
    const stages = given.frames[frame];
    dots.forEach((dot, n) => {
      if (stages[n] !== shown[n]) dot.setAttribute("href", "#dot-" + given.stages[+stages[n]]);
    });
    shown = stages;
    slider.value = frame;
    const counts = given.names.map((name, s) => [...stages].filter((digit) => +digit === s).length + " " + name);
    const words = given.says
      .replace("{year}", given.first + Math.floor(frame / 4))
      .replace("{quarter}", (frame % 4) + 1)
      .replace("{counts}", counts.join(", "));
    status.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  };
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = given.play;
    status.setAttribute("aria-live", "polite");
  };
  const step = (by) => show(Math.max(0, Math.min(last, +slider.value + by)));
  play.addEventListener("click", () => {
    if (timer) return pause();
    if (+slider.value >= last) show(0);
    play.textContent = given.pause;
    status.setAttribute("aria-live", "off"); // a frame every moment would drown a screen reader
    // who wants less motion sees one frame a year, slowly
    timer = setInterval(() => {
      if (!document.body.contains(part)) return clearInterval(timer);
      step(calm ? 4 : 1);
      if (+slider.value >= last) pause();
    }, calm ? 2000 : 350);
  });
  part.querySelector(".back").addEventListener("click", () => { pause(); step(-1); });
  part.querySelector(".on").addEventListener("click", () => { pause(); step(1); });
  slider.addEventListener("input", () => { if (timer) pause(); show(+slider.value); });
  show(Math.max(0, given.start));
}
