/** What the tests of scripts give instead of a browser or a server. */

/** What docs/hall.md calls a state, of an attempt that runs. */
export const RUNNING = { phase: "running", left: 600, starts_in: null, current: true, wait: 0, beat: 15, receipt: null };

export const LEASE = { id: "lease", credential: "secret", made: 0, touched: 0, aside: true };

/** An event as a pupil makes it; `at` tells apart which came first. */
export function event(question, choice, at = 1) {
  return { question, choice, at };
}

/** A localStorage, or one that is full. */
export function fakeStorage({ full = false } = {}) {
  const items = {};
  const methods = {
    getItem: (key) => (key in items ? items[key] : null),
    setItem: (key, value) => {
      if (full) {
        throw new Error("quota");
      }
      items[key] = String(value);
    },
    removeItem: (key) => delete items[key],
  };
  return new Proxy(items, { get: (target, key) => methods[key] || target[key] });
}

/** A server that takes events; `says` may raise, or refuse and acknowledge as it likes. */
export function fakeRequests(says = {}) {
  const came = [];
  return {
    came,
    answers: async (_credential, body, keepalive = false) => {
      came.push({ seqs: body.events.map(([seq]) => seq), on: body.on, keepalive });
      const acked = body.events.map(([seq]) => seq);
      return says.answers ? says.answers(body) : { acked, refused: [], state: RUNNING };
    },
    finish: async (_credential, made) => {
      came.push({ made });
      return says.finish ? says.finish(made) : { receipt: "AAAA", state: RUNNING };
    },
  };
}

/** An element that keeps what is put into it, and says its text. */
export class FakeNode {
  children = [];
  classList = { add: () => undefined };
  setAttribute(name, value) {
    this[name] = value;
  }
  addEventListener() {}
  append(...children) {
    this.children.push(...children);
    this.holds(children);
  }
  prepend(...children) {
    this.children.unshift(...children);
    this.holds(children);
  }
  holds(children) {
    children.filter((each) => each instanceof FakeNode).forEach((each) => (each.parent = this));
  }
  remove() {
    if (this.parent) {
      this.parent.children = this.parent.children.filter((each) => each !== this);
    }
  }
  set textContent(text) {
    this.children = [text];
  }
  get textContent() {
    return this.children.map((each) => (typeof each === "string" ? each : each.textContent)).join(" ");
  }
}

/** A page in English of such elements; for scripts that draw, before they are imported. */
export function fakePage(make = () => new FakeNode()) {
  globalThis.window = { addEventListener: () => undefined };
  globalThis.document = { addEventListener: () => undefined, getElementById: () => null, createElement: make, createElementNS: make };
  document.documentElement = { lang: "en", dataset: {} };
  document.querySelectorAll = () => [];
}

/** Lets everything that waits for a promise go on. */
export function settled() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
