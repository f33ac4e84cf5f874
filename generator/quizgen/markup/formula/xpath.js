// XPath 1.0 → a function on the tree of dom.js: the part of the language that speech rules use.
// https://www.w3.org/TR/1999/REC-xpath-19991116/
"use strict";

(() => {
  const TOKEN = /\s*(\/\/|::|\.\.|[!<>]=|"[^"]*"|'[^']*'|\d+(?:\.\d+)?|[A-Za-z_][\w.-]*|[()[\]@,|.\/*=<>])/y;
  const isElement = (node) => node.nodeType === 1;
  const ancestors = (node) => (node.parentNode ? [node.parentNode, ...ancestors(node.parentNode)] : []);
  const descendants = (node) => node.childNodes.flatMap((child) => [child, ...descendants(child)]);
  const siblings = (node) => node.parentNode?.childNodes ?? [];
  const before = (node) => siblings(node).slice(0, siblings(node).indexOf(node)).reverse();
  const after = (node) => siblings(node).slice(siblings(node).indexOf(node) + 1);

  /** Axis → nodes, nearest first. */
  const AXES = {
    ancestor: ancestors,
    attribute: (node) => node.attributes ?? [],
    child: (node) => node.childNodes,
    descendant: descendants,
    "descendant-or-self": (node) => [node, ...descendants(node)],
    following: (node) => [node, ...ancestors(node)].flatMap(after)
      .flatMap((next) => [next, ...descendants(next)]),
    "following-sibling": after,
    parent: (node) => (node.parentNode ? [node.parentNode] : []),
    "preceding-sibling": before,
    self: (node) => [node],
  };

  const toText = (value) => (Array.isArray(value) ? value[0]?.textContent ?? "" : String(value));
  const toNumber = (value) => (typeof value === "boolean" ? Number(value) : parseFloat(toText(value)));
  const toBoolean = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

  const FUNCTIONS = {
    contains: (_, text, part) => toText(text).includes(toText(part)),
    count: (_, nodes) => nodes.length,
    last: (context) => context.size,
    name: (context, nodes = [context.node]) => nodes[0]?.nodeName ?? "",
    not: (_, value) => !toBoolean(value),
    position: (context) => context.position,
    "string-length": (_, text) => [...toText(text)].length,
    translate: (_, text, from, to) => [...toText(text)].map((character) => {
      const index = toText(from).indexOf(character);
      return index < 0 ? character : toText(to)[index] ?? "";
    }).join(""),
  };

  /** Comparing a node-set means: some node in it compares so (XPath 1.0, section 3.4). */
  function compare(left, right, test) {
    if (Array.isArray(left)) return left.some((node) => compare(node.textContent, right, test));
    if (Array.isArray(right)) return right.some((node) => compare(left, node.textContent, test));
    return test(left, right);
  }
  const equal = (a, b) => (typeof a === "string" && typeof b === "string" ? a === b
    : typeof a === "boolean" || typeof b === "boolean" ? toBoolean(a) === toBoolean(b)
      : toNumber(a) === toNumber(b));
  const comparison = (test) => (left, right) => compare(left, right, test);
  const OPERATORS = [
    { or: (a, b) => toBoolean(a) || toBoolean(b) },
    { and: (a, b) => toBoolean(a) && toBoolean(b) },
    { "=": comparison(equal), "!=": comparison((a, b) => !equal(a, b)) },
    {
      "<": comparison((a, b) => toNumber(a) < toNumber(b)),
      ">": comparison((a, b) => toNumber(a) > toNumber(b)),
      "<=": comparison((a, b) => toNumber(a) <= toNumber(b)),
      ">=": comparison((a, b) => toNumber(a) >= toNumber(b)),
    },
    { "|": (a, b) => inDocumentOrder([...a, ...b]) },
  ];

  const place = (node) => [node, ...ancestors(node)].map((one) => siblings(one).indexOf(one)).reverse();
  function inDocumentOrder(nodes) {
    const unique = [...new Set(nodes)];
    if (unique.length < 2) return unique;
    const places = new Map(unique.map((node) => [node, place(node)]));
    return unique.sort((a, b) => {
      const [first, second] = [places.get(a), places.get(b)];
      const index = first.findIndex((number, depth) => number !== second[depth]);
      return index < 0 ? first.length - second.length : first[index] - (second[index] ?? -1);
    });
  }

  function tokenize(expression) {
    const tokens = [];
    TOKEN.lastIndex = 0;
    const end = expression.trimEnd().length;
    while (TOKEN.lastIndex < end) {
      const match = TOKEN.exec(expression);
      if (!match) throw new SyntaxError(`XPath: ${expression}`);
      tokens.push(match[1]);
    }
    return tokens;
  }

  class Compiler {
    constructor(expression) {
      this.expression = expression;
      this.tokens = tokenize(expression);
    }
    peek(ahead = 0) { return this.tokens[ahead]; }
    accept(token) { return this.peek() === token && this.tokens.shift() !== undefined; }
    expect(token) { if (!this.accept(token)) throw new SyntaxError(`XPath: ${this.expression}`); }

    compile() {
      const evaluate = this.operation(0);
      if (this.tokens.length) throw new SyntaxError(`XPath: ${this.expression}`);
      return evaluate;
    }
    operation(level) {
      if (level === OPERATORS.length) return this.path();
      let left = this.operation(level + 1);
      while (Object.hasOwn(OPERATORS[level], this.peek() ?? "")) {
        const [operator, first] = [OPERATORS[level][this.tokens.shift()], left];
        const second = this.operation(level + 1);
        left = (context) => operator(first(context), second(context));
      }
      return left;
    }
    path() {
      const primary = this.primary();
      const start = primary && this.filtered(primary);
      if (start && !this.peek()?.startsWith("/")) return start;
      const steps = start ? [] : this.firstSteps();
      while (this.peek()?.startsWith("/")) {
        if (this.tokens.shift() === "//") steps.push(step("descendant-or-self", () => true, []));
        steps.push(this.step());
      }
      return (context) => steps.reduce(
        (nodes, next) => inDocumentOrder(nodes.flatMap(next)),
        start ? start(context) : [context.node],
      );
    }
    filtered(evaluate) {
      const predicates = this.predicates();
      if (!predicates.length) return evaluate;
      return (context) => predicates.reduce(filter, evaluate(context));
    }
    firstSteps() {
      if (!this.peek()?.startsWith("/")) return [this.step()];
      return [(node) => [ancestors(node).at(-1) ?? node]];
    }
    primary() {
      const token = this.peek();
      if (/^["']/.test(token)) return this.constant(token.slice(1, -1));
      if (/^\d/.test(token)) return this.constant(Number(token));
      if (this.accept("(")) return this.closing(this.operation(0));
      if (this.peek(1) === "(" && token !== "text") return this.call();
      return null;
    }
    constant(value) {
      this.tokens.shift();
      return () => value;
    }
    closing(evaluate) {
      this.expect(")");
      return evaluate;
    }
    call() {
      const body = FUNCTIONS[this.tokens.shift()];
      if (!body) throw new SyntaxError(`XPath: ${this.expression}`);
      const parameters = [];
      this.expect("(");
      while (this.peek() !== ")") {
        parameters.push(this.operation(0));
        this.accept(",");
      }
      return this.closing((context) =>
        body(context, ...parameters.map((parameter) => parameter(context))));
    }
    step() {
      if (this.accept("..")) return step("parent", () => true, this.predicates());
      if (this.accept(".")) return step("self", () => true, this.predicates());
      const axis = this.axis();
      return step(axis, this.nodeTest(axis), this.predicates());
    }
    axis() {
      if (this.accept("@")) return "attribute";
      if (this.peek(1) !== "::") return "child";
      const axis = this.tokens.shift();
      this.expect("::");
      if (!Object.hasOwn(AXES, axis)) throw new SyntaxError(`XPath: ${this.expression}`);
      return axis;
    }
    nodeTest(axis) {
      const name = this.tokens.shift();
      if (name === "*") return axis === "attribute" ? () => true : isElement;
      if (!/^\w/.test(name ?? "")) throw new SyntaxError(`XPath: ${this.expression}`);
      if (!this.accept("(")) return (node) => node.nodeName === name;
      return this.closing((node) => node.nodeType === 3);
    }
    predicates() {
      const predicates = [];
      while (this.accept("[")) {
        predicates.push(this.operation(0));
        this.expect("]");
      }
      return predicates;
    }
  }

  const step = (axis, test, predicates) => (node) =>
    predicates.reduce(filter, AXES[axis](node).filter(test));

  function filter(nodes, predicate) {
    return nodes.filter((node, index) => {
      const value = predicate({ node, position: index + 1, size: nodes.length });
      return typeof value === "number" ? value === index + 1 : toBoolean(value);
    });
  }

  const compiled = new Map();
  function compile(expression) {
    if (!compiled.has(expression)) compiled.set(expression, new Compiler(expression).compile());
    return compiled.get(expression);
  }

  globalThis.XPathResult = { STRING_TYPE: 2, BOOLEAN_TYPE: 3, ORDERED_NODE_ITERATOR_TYPE: 5 };

  /** Like Document.evaluate: a value that is no node-set cannot be iterated. */
  document.evaluate = (expression, node, _resolver, type) => {
    const value = compile(expression)({ node, position: 1, size: 1 });
    if (type === XPathResult.STRING_TYPE) return { stringValue: toText(value) };
    if (type === XPathResult.BOOLEAN_TYPE) return { booleanValue: toBoolean(value) };
    if (!Array.isArray(value)) throw new TypeError(`XPath: no nodes: ${expression}`);
    const nodes = value.values();
    return { iterateNext: () => nodes.next().value ?? null };
  };
})();
