// MathML text → a small document tree: the part of the DOM that the speech rule engine uses.
"use strict";

class TreeNode {
  constructor(nodeType, name) {
    this.nodeType = nodeType;
    this.nodeName = this.tagName = this.localName = name;
    this.childNodes = [];
    this.parentNode = null;
    this.ownerDocument = globalThis.document;
  }
  get firstChild() { return this.childNodes[0] ?? null; }
  get lastChild() { return this.childNodes.at(-1) ?? null; }
  get nextSibling() { return this.sibling(1); }
  get previousSibling() { return this.sibling(-1); }
  get textContent() { return this.childNodes.map((child) => child.textContent).join(""); }
  set textContent(text) {
    [...this.childNodes].forEach((child) => this.removeChild(child));
    if (text) this.appendChild(new TextNode(text));
  }
  sibling(step) {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + step] ?? null;
  }
  appendChild(child) { return this.insertBefore(child, null); }
  insertBefore(child, before) {
    child.parentNode?.removeChild(child);
    const index = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(index, 0, child);
    child.parentNode = this;
    return child;
  }
  removeChild(child) {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }
  replaceChild(child, old) {
    this.insertBefore(child, old);
    return this.removeChild(old);
  }
  hasChildNodes() { return this.childNodes.length > 0; }
}

class TextNode extends TreeNode {
  constructor(text) {
    super(3, "#text");
    this.data = text;
  }
  get textContent() { return this.data; }
  set textContent(text) { this.data = text; }
  get nodeValue() { return this.data; }
  cloneNode() { return new TextNode(this.data); }
}

class ElementNode extends TreeNode {
  constructor(name) {
    super(1, name);
    this.values = new Map();
  }
  get attributes() {
    return [...this.values].map(([name, value]) => new AttributeNode(this, name, value));
  }
  getAttribute(name) { return this.values.get(name) ?? null; }
  setAttribute(name, value) { this.values.set(name, String(value)); }
  hasAttributes() { return this.values.size > 0; }
  hasAttribute(name) { return this.values.has(name); }
  removeAttribute(name) { this.values.delete(name); }
  getElementsByTagName(name) {
    const elements = this.childNodes.filter((child) => child.nodeType === 1);
    return elements.flatMap((child) => [
      ...(child.tagName === name ? [child] : []), ...child.getElementsByTagName(name),
    ]);
  }
  cloneNode(deep) {
    const clone = new ElementNode(this.tagName);
    this.values.forEach((value, name) => clone.setAttribute(name, value));
    if (deep) this.childNodes.forEach((child) => clone.appendChild(child.cloneNode(true)));
    return clone;
  }
}

class AttributeNode extends TreeNode {
  constructor(owner, name, value) {
    super(2, name);
    this.name = name;
    this.parentNode = owner;
    this.value = this.nodeValue = value;
  }
  get textContent() { return this.value; }
}

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decodeEntities(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|(\w+));/gi, (whole, code, name) =>
    code ? String.fromCodePoint(parseInt(code, 16)) : ENTITIES[name] ?? whole);
}

/** The tree of one serialised element. MathJax writes this XML itself, so no other form occurs. */
function parseXml(xml) {
  const root = new ElementNode("#root");
  let parent = root;
  for (const [, closing, name, attributes, empty, text] of
    xml.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    if (text !== undefined) parent.appendChild(new TextNode(decodeEntities(text)));
    else if (closing) parent = parent.parentNode;
    else {
      const element = parent.appendChild(new ElementNode(name));
      for (const [, key, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
        element.setAttribute(key, decodeEntities(value));
      }
      if (!empty) parent = element;
    }
  }
  return root.removeChild(root.firstChild);
}

globalThis.document = {
  createElement: (name) => new ElementNode(name),
  createElementNS: (_namespace, name) => new ElementNode(name),
  createTextNode: (text) => new TextNode(text),
};
globalThis.XMLSerializer = class {
  serializeToString(node) {
    const escape = (text) => text.replace(/[<>&"]/g, (character) => `&#x${character.codePointAt(0).toString(16)};`);
    if (node.nodeType === 3) return escape(node.data);
    const attributes = node.attributes.map(({ name, value }) => ` ${name}="${escape(value)}"`);
    const children = node.childNodes.map((child) => this.serializeToString(child));
    return `<${node.tagName}${attributes.join("")}>${children.join("")}</${node.tagName}>`;
  }
};
globalThis.DOMParser = class {
  parseFromString(xml) { return { documentElement: parseXml(xml) }; }
};
