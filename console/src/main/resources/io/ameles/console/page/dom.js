/**
 * Describes elements as plain values and brings a part of the document to that state. Text only ever
 * becomes text nodes and attribute values, so nothing that comes from outside is read as markup.
 */

/**
 * @typedef {object} Node
 * @property {string} tag
 * @property {Object<string, *>} props
 * @property {(Node|string)[]} children
 */

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'line', 'g', 'polygon', 'polyline', 'title']);

/** @type {WeakMap<Element, {key: *, props: Object<string, *>, widget: *}>} */
const known = new WeakMap();

/**
 * @param {string} tag
 * @param {?Object<string, *>} props attributes, and: `key`; `on` (listeners by event); `vars` (custom
 *     properties); `widget` and `data` (a function that takes over the inside of the element)
 * @param {...*} children nodes, texts, numbers or arrays of them; null and false stand for nothing
 * @returns {Node}
 */
export function h(tag, props, ...children) {
  return {tag, props: props ?? {}, children: flat(children)};
}

function flat(children) {
  const nodes = [];
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      nodes.push(typeof child === 'object' ? child : String(child));
    }
  }
  return nodes;
}

/**
 * Makes the children of `parent` look like `nodes`, and keeps elements that are there already, with
 * their focus and scroll position.
 *
 * @param {Element} parent
 * @param {*} nodes as the children of {@link h}
 */
export function render(parent, nodes) {
  patchChildren(parent, flat([nodes]));
}

function patchChildren(parent, nodes) {
  const before = [...parent.childNodes];
  const keyed = new Map();
  const others = [];
  for (const child of before) {
    const key = known.get(child)?.key;
    if (key === undefined) {
      others.push(child);
    } else {
      keyed.set(key, child);
    }
  }
  const kept = new Set();
  let position = 0;
  for (const node of nodes) {
    const child = place(node, take(node, keyed, others));
    kept.add(child);
    const there = parent.childNodes[position];
    if (there !== child) {
      parent.insertBefore(child, there ?? null);
    }
    position++;
  }
  for (const child of before) {
    if (!kept.has(child)) {
      discard(child);
      child.remove();
    }
  }
}

/** The element that is to become `node`, if there is one. */
function take(node, keyed, others) {
  if (typeof node !== 'string' && node.props.key !== undefined) {
    const child = keyed.get(node.props.key);
    return child && isSame(child, node) ? child : null;
  }
  const index = others.findIndex((child) => isSame(child, node));
  return index < 0 ? null : others.splice(0, index + 1)[index];
}

function isSame(child, node) {
  if (typeof node === 'string') {
    return child.nodeType === 3;
  }
  return (
    child.nodeType === 1 &&
    child.localName === node.tag &&
    known.get(child)?.props.widget === node.props.widget
  );
}

function place(node, child) {
  if (typeof node === 'string') {
    const text = child ?? document.createTextNode('');
    if (text.nodeValue !== node) {
      text.nodeValue = node;
    }
    return text;
  }
  const element = child ?? create(node);
  update(element, node);
  return element;
}

function create(node) {
  const element = SVG_TAGS.has(node.tag)
    ? document.createElementNS(SVG, node.tag)
    : document.createElement(node.tag);
  known.set(element, {key: node.props.key, props: {widget: node.props.widget}, widget: null});
  return element;
}

function update(element, node) {
  const entry = known.get(element);
  setAttributes(element, entry.props, node.props);
  entry.props = node.props;
  if (!node.props.widget) {
    patchChildren(element, node.children);
  } else if (entry.widget) {
    entry.widget.update(node.props.data);
  } else {
    entry.widget = node.props.widget(element, node.props.data);
  }
}

const SPECIAL = new Set(['key', 'on', 'vars', 'widget', 'data']);

function setAttributes(element, before, after) {
  for (const name of Object.keys(before)) {
    if (!SPECIAL.has(name) && !(name in after)) {
      element.removeAttribute(name);
    }
  }
  for (const [name, value] of Object.entries(after)) {
    if (!SPECIAL.has(name) && before[name] !== value) {
      setAttribute(element, name, value);
    }
  }
  setListeners(element, before.on ?? {}, after.on ?? {});
  for (const [name, value] of Object.entries(after.vars ?? {})) {
    if (before.vars?.[name] !== value) {
      element.style.setProperty(name, value);
    }
  }
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

function setListeners(element, before, after) {
  for (const event of Object.keys({...before, ...after})) {
    if (before[event] !== after[event]) {
      element[`on${event}`] = after[event] ?? null;
    }
  }
}

function discard(node) {
  known.get(node)?.widget?.destroy();
  for (const child of node.childNodes) {
    discard(child);
  }
}
