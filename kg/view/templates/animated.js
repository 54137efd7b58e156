"use strict";
(() => {
  // dom.js
  var byId = (id) => document.getElementById(id);

  // theme.js
  var query = () => matchMedia("(prefers-color-scheme: dark)");
  function setDark(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").setAttribute("aria-pressed", String(dark));
  }
  function buildTheme() {
    const button = byId("theme");
    button.setAttribute("aria-pressed", String(query().matches));
    button.addEventListener("click", () => setDark(button.getAttribute("aria-pressed") !== "true"));
  }

  // animated.js
  var data = JSON.parse(byId("data").textContent);
  var slider = byId("slider");
  var PAUSE = 1200;
  var chosen = null;
  var timer = null;
  function drawn(parent, tag, attributes, text = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return parent.appendChild(element);
  }
  function listed(parent, tag, text, className = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return parent.appendChild(element);
  }
  var ties = data.pairs.map(([one, two], number) => {
    const ends = { x1: data.nodes[one].x, y1: data.nodes[one].y, x2: data.nodes[two].x, y2: data.nodes[two].y };
    const tie = drawn(byId("ties"), "g", { class: "tie away", "data-pair": number });
    drawn(tie, "line", { class: "seen", ...ends });
    drawn(tie, "line", { class: "hit", ...ends });
    tie.addEventListener("click", () => choose(number));
    return tie;
  });
  var nodes = data.nodes.map(({ x, y, label, short }) => {
    const node = drawn(byId("nodes"), "g", { class: "node away", transform: `translate(${x} ${y})` });
    drawn(node, "title", {}, label);
    drawn(node, "circle", { r: 8 });
    drawn(node, "text", { class: "number", y: 3.5 });
    drawn(node, "text", { y: 22 }, short);
    return node;
  });
  var named = (number) => data.pairs[number].map((end) => data.nodes[end].label).join(" – ");
  var signed = (weight) => weight < 0 ? `−${-weight}` : `+${weight}`;
  var side = (weight) => weight < 0 ? "oppose" : "support";
  function show() {
    const frame = data.frames[slider.value];
    const now = new Map(frame.ties.map((tie) => [tie[0], tie]));
    const present = new Set(frame.ties.flatMap(([number]) => data.pairs[number]));
    byId("when").textContent = frame.label;
    slider.setAttribute("aria-valuetext", frame.label);
    ties.forEach((tie, number) => {
      const here = now.get(number);
      tie.classList.toggle("away", !here);
      tie.classList.toggle("chosen", number === chosen);
      if (!here) return;
      tie.classList.toggle("support", here[1] > 0);
      tie.classList.toggle("oppose", here[1] < 0);
      tie.firstChild.style.strokeWidth = `${here[2]}px`;
    });
    nodes.forEach((node, number) => {
      const camp = frame.camps[data.nodes[number].id];
      node.classList.toggle("away", !present.has(number));
      if (camp === void 0) delete node.dataset.camp;
      else node.dataset.camp = camp % 5;
      node.querySelector(".number").textContent = camp === void 0 ? "" : camp + 1;
    });
    byId("list").replaceChildren();
    for (const [number, weight] of frame.ties.toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1]))) {
      const button = listed(listed(byId("list"), "li", ""), "button", "");
      button.type = "button";
      listed(button, "bdi", named(number));
      listed(button, "span", signed(weight), `number ${side(weight)}`);
      button.addEventListener("click", () => choose(number));
    }
    tell(now.get(chosen));
  }
  function tell(tie) {
    byId("chosen").hidden = chosen === null;
    if (chosen === null) return;
    byId("pair").textContent = named(chosen);
    byId("weight").textContent = tie ? `${tie[1] < 0 ? "disagree" : "agree"} ${signed(tie[1])}` : "no tie in this frame";
    byId("weight").className = tie ? side(tie[1]) : "muted";
    byId("said").replaceChildren();
    const keys = tie ? tie[3] : [];
    const told = keys.filter((key) => key in data.sentences);
    for (const key of told) listed(byId("said"), "li", data.sentences[key]).dir = "auto";
    const left = keys.length - told.length;
    if (left) listed(byId("said"), "li", `${left} statement${left === 1 ? "" : "s"}`, "muted");
  }
  function choose(number) {
    chosen = number;
    show();
    byId("chosen").scrollIntoView({ block: "nearest" });
  }
  function go(frame) {
    slider.value = frame;
    show();
  }
  function play(on) {
    clearInterval(timer);
    timer = on ? setInterval(() => +slider.value < +slider.max ? go(+slider.value + 1) : play(false), PAUSE) : null;
    byId("play").textContent = on ? "Pause" : "Play";
  }
  function toggle() {
    if (!timer && slider.value === slider.max) go(0);
    play(!timer);
  }
  slider.addEventListener("input", () => {
    play(false);
    show();
  });
  byId("play").addEventListener("click", toggle);
  byId("close").addEventListener("click", () => choose(null));
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && /** @type {Element} */
    event.target.tagName !== "BUTTON") toggle();
    else if (step && event.target !== slider) {
      play(false);
      go(+slider.value + step);
    } else if (event.key === "Escape") choose(null);
    else return;
    event.preventDefault();
  });
  buildTheme();
  byId("numbers").hidden = data.frames.every(({ camps }) => Object.keys(camps).length === 0);
  show();
})();
