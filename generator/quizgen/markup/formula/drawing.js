// TeX → SVG and MathML by MathJax, or the mistake found in the TeX.
"use strict";

(() => {
  const library = MathJax._;
  const { Configuration } = library.input.tex.Configuration;
  const { CommandMap } = library.input.tex.SymbolMap;
  const TexError = library.input.tex.TexError.default;
  const { SerializedMmlVisitor } = library.core.MmlTree.SerializedMmlVisitor;

  /** What a teacher's formula may use: nothing that loads, links, styles or scripts. */
  const PACKAGES = [
    "base", "ams", "amscd", "bbox", "boldsymbol", "braket", "cancel", "centernot", "color",
    "enclose", "extpfeil", "gensymb", "mathtools", "mhchem", "newcommand", "textcomp",
    "textmacros", "upgreek", "verb",
  ];
  /** Pixels of an em (of which the x-height is half) and of the width that multline fills. */
  const [EM, LINE] = [16, 30 * 16];
  /** Numbered equations would need the whole document. */
  const REFUSED = ["tag", "ref", "eqref"];

  const refuse = (_parser, name) => { throw new TexError("NumberingUnsupported", "", name); };
  new CommandMap("refused", Object.fromEntries(REFUSED.map((name) => [name, "refuse"])), { refuse });
  Configuration.create("refused", { handler: { macro: ["refused"] }, priority: -10 });
  // The engine keeps only the English sentence of a mistake; its parts are wanted here.
  TexError.processString = (text, values) => JSON.stringify({ text, values });

  // Characters in the gaps of this table (such as €) would bring the engine down: they are letters.
  const ranges = library.core.MmlTree.OperatorDictionary.RANGES;
  const starts = [0, ...ranges.map(([, last]) => last + 1)];
  const ends = [...ranges.map(([first]) => first - 1), 0x10ffff];
  ranges.push(...starts.map((start, index) => [start, ends[index], 0, "mi", "normal"])
    .filter(([start, end]) => start <= end));
  ranges.sort(([first], [second]) => first - second);

  const adaptor = library.adaptors.liteAdaptor.liteAdaptor();
  library.handlers.html_ts.RegisterHTMLHandler(adaptor);
  const font = new library.output.svg.fonts.tex_ts.TeXFont();

  /** A document of its own for each formula, so that no definition reaches the next one. */
  function freshDocument() {
    const InputJax = new library.input.tex_ts.TeX({
      packages: [...PACKAGES, "refused"],
      formatError: (_input, error) => { throw error; },
    });
    const OutputJax = new library.output.svg_ts.SVG({ fontCache: "none", font });
    return library.mathjax.mathjax.document("", { InputJax, OutputJax });
  }

  function typeset(tex, display) {
    const page = freshDocument();
    const item = new page.options.MathItem(tex, page.inputJax[0], display);
    item.setMetrics(EM, EM / 2, LINE, Infinity, 1);
    item.compile(page);
    item.typeset(page);
    const mathml = new SerializedMmlVisitor().visitTree(item.root);
    return { svg: adaptor.innerHTML(item.typesetRoot), mathml };
  }

  const numbers = /-?\d*\.?\d+/g;
  const MARKS_ABOVE = /^[\u0300-\u0304\u0306-\u0308\u030a-\u030c]$/;
  const X_HEIGHT = font.params.x_height;

  /** A glyph of the font; letters of the styled alphabets stand at places of their own. */
  function glyph(variant, code) {
    const found = font.variant[variant].chars[code];
    return found?.[3]?.smp ? font.variant[variant].chars[found[3].smp] : found;
  }
  function shifted(path, x, y) {
    return path.replace(/([A-Z])([^A-Z]*)/g, (_, command, rest) => {
      const values = rest.match(numbers) ?? [];
      const moved = values.map((value, index) =>
        Math.round(+value + (command === "V" || (command !== "H" && index % 2) ? y : x)));
      return command + moved.join(" ");
    });
  }
  function middle(path) {
    const points = [...path.matchAll(/[MLQT]([^A-Z]*)/g)].flatMap(([, rest]) => rest.match(numbers));
    const across = points.filter((_, index) => index % 2 === 0).map(Number);
    return (Math.min(...across) + Math.max(...across)) / 2;
  }
  /** A letter with the mark above it, placed as TeX's \accent does it; none if a part is missing. */
  function accented(variant, letter, mark) {
    const dotless = { i: "\u0131", j: "\u0237" }[letter] ?? letter;
    const base = glyph(variant, dotless.codePointAt(0)) ?? glyph("normal", dotless.codePointAt(0));
    const accent = glyph(variant, mark.codePointAt(0));
    if (!base?.[3]?.p || !accent?.[3]?.p) return null;
    const [height, depth, width, { p: path, sk: skew = 0 }] = base;
    const up = Math.max(0, height - X_HEIGHT);
    const across = (width / 2 + skew) * 1000 - middle(`M${accent[3].p}`);
    const moved = shifted(`M${accent[3].p}`, across, up * 1000).slice(1);
    return [accent[0] + up, depth, width, { p: `${path}ZM${moved}` }];
  }

  /** Composes an accented letter of the font's own parts, in every style at once. */
  function compose(character) {
    const [letter, mark, ...others] = character.normalize("NFD");
    if (others.length || !mark || !MARKS_ABOVE.test(mark)) return false;
    const composed = Object.keys(font.variant).map((name) => [name, accented(name, letter, mark)]);
    composed.filter(([, glyph]) => glyph)
      .forEach(([name, glyph]) => { font.variant[name].chars[character.codePointAt(0)] = glyph; });
    return composed.some(([name, glyph]) => name === "normal" && glyph);
  }
  /** Adds a letter that the font lacks; `other` is its glyph in another font, if there is one. */
  function addLetter(character, other) {
    if (compose(character) || !other) return;
    const [height, depth, width, path] = other;
    font.variant.normal.chars[character.codePointAt(0)] = [height, depth, width, { p: path }];
  }

  globalThis.drawFormula = (tex, display, letters) => {
    Object.entries(JSON.parse(letters)).forEach(([letter, glyph]) => addLetter(letter, glyph));
    try {
      return JSON.stringify(typeset(tex, display));
    } catch (error) {
      if (!(error instanceof TexError)) throw error;
      return JSON.stringify({ mistake: error.id, ...JSON.parse(error.message) });
    }
  };
})();
