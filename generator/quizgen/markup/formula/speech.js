// MathML → the formula in words, by the speech rule engine, which runs on dom.js and xpath.js.
"use strict";

// What the engine expects around itself: a window, MathJax's registry, a clock it never waits for.
globalThis.window = globalThis;
globalThis.console = { log() {}, info() {}, warn() {}, error() {} };
globalThis.setTimeout = (action) => { Promise.resolve().then(action); };
globalThis.MathJax = {
  _: { components: {
    global: { combineWithMathJax: ({ _: { a11y } }) => { MathJax.sre = a11y.sre.Sre; } },
    package: {},
  } },
};

(() => {
  const parse = DOMParser.prototype.parseFromString;
  const all = (root, name) => root.getElementsByTagName(name);
  const visible = (node) => (node.nodeType === 3 ? node.data
    : node.tagName === "mphantom" ? "" : node.childNodes.map(visible).join(""));
  const isEmpty = (node) => !visible(node).trim();
  const SCRIPTS = ["msub", "msup", "msubsup"];
  const scripts = (root) => SCRIPTS.flatMap((name) => all(root, name));

  /** Words are said as they are written; rules for letters would spell out "größe". */
  function keepWords(root) {
    all(root, "mtext").filter((text) => text.textContent.trim())
      .forEach((text) => text.setAttribute("aria-label", text.textContent.trim()));
  }
  /** Upright letters are told apart by their meaning, not by the word "normal". */
  function forgetUpright(root) {
    ["mi", "mo", "mn"].flatMap((name) => all(root, name))
      .filter((letter) => letter.getAttribute("mathvariant") === "normal")
      .forEach((letter) => letter.removeAttribute("mathvariant"));
  }
  function operator(sign) {
    const element = document.createElement("mo");
    element.textContent = sign;
    return element;
  }
  /** 90^\circ is 90 degrees, not 90 raised to a composition. */
  function readDegrees(root) {
    all(root, "msup").filter((power) => visible(power.lastChild).trim() === "\u2218")
      .forEach((power) => {
        const row = document.createElement("mrow");
        if (!isEmpty(power.firstChild)) row.appendChild(power.firstChild);
        row.appendChild(operator("\u00b0"));
        power.parentNode.replaceChild(row, power);
      });
  }
  /** The arrow of an equilibrium is pieced together from two harpoons and their shafts. */
  function readEquilibria(root) {
    all(root, "mover").filter((arrow) => visible(arrow) === "\u21bd\u2212\u2212\u21c0")
      .forEach((arrow) => arrow.parentNode.replaceChild(operator("\u21cc"), arrow));
  }
  /** Chemical formulas hold invisible scripts for their height; they are not to be heard. */
  function dropBlankScripts(root) {
    scripts(root).filter((script) => script.childNodes.every(isEmpty))
      .forEach((script) => script.parentNode.replaceChild(document.createElement("mrow"), script));
  }
  /** They hang an index on an invisible letter; it belongs to the letter that stands before. */
  function joinScripts(root) {
    const rows = ["math", "mrow", "mstyle", "mpadded", "mtd"];
    scripts(root).filter((script) => isEmpty(script.firstChild) && script.previousSibling)
      .filter((script) => rows.includes(script.parentNode.tagName))
      .filter((script) => /[\p{L}\p{N})\]}]$/u.test(visible(script.previousSibling)))
      .forEach((script) => script.replaceChild(script.previousSibling, script.firstChild));
  }

  DOMParser.prototype.parseFromString = function prepared(xml) {
    const page = parse.call(this, xml);
    [readDegrees, readEquilibria, dropBlankScripts, joinScripts, keepWords, forgetUpright]
      .forEach((prepare) => prepare(page.documentElement));
    return page;
  };

  const maps = {};
  globalThis.addSpeechMap = (name, json) => { maps[name] = json; return "true"; };

  const settings = (locale, domain, style) => ({
    mode: "sync", delay: false, modality: "speech", markup: "none", speech: "none",
    custom: (name) => Promise.resolve(maps[name]), locale, domain, style,
  });
  /** The first call settles the engine itself, the second one loads the language. */
  globalThis.loadSpeech = (locale) => {
    const start = () => MathJax.sre.setupEngine(settings(locale, "clearspeak", "default"));
    start().then(start).then(MathJax.sre.sreReady);
    return "true";
  };
  globalThis.speakFormula = (mathml, locale, domain, style) => {
    MathJax.sre.setupEngine(settings(locale, domain, style));
    return JSON.stringify(MathJax.sre.toSpeech(mathml));
  };
})();
