/** Where the focus is, and where it goes once a screen is drawn. */

/** @returns {string} the id of what has the focus */
export function focusedId() {
  return document.activeElement ? document.activeElement.id : "";
}

/** @param {string} id */
export function refocus(id) {
  const node = id ? document.getElementById(id) : null;
  if (node && node !== document.activeElement) {
    node.focus({ preventScroll: true });
  }
}

/**
 * As far as is needed, and at once.
 * @param {string} id
 */
export function intoView(id) {
  const node = document.getElementById(id);
  if (node) {
    node.scrollIntoView({ block: "nearest" });
  }
}

/** What has the focus next, and where it was when that was decided. */
let awaited = { id: "", from: /** @type {Element | null} */ (null), top: false, fresh: false };

/**
 * The focus moves once the screen is drawn: a browser would draw it twice otherwise. Whoever has gone elsewhere meanwhile stays.
 * @param {string} id
 * @param {boolean} [top] the screen is a new one and begins at its top
 */
export function focusSoon(id, top = false) {
  const waits = awaited.id !== "";
  awaited = { id, from: document.activeElement, top: top || awaited.top, fresh: top || awaited.fresh };
  if (!waits) {
    requestAnimationFrame(() => {
      toTop();
      setTimeout(focusNow);
    });
  }
}

function toTop() {
  if (awaited.top) {
    window.scrollTo(0, 0);
    awaited.top = false;
  }
}

function focusNow() {
  toTop();
  const { id, from, fresh } = awaited;
  awaited = { id: "", from: null, top: false, fresh: false };
  if (document.activeElement === from) {
    refocus(id);
    if (fresh) {
      beginWith(id);
    }
  }
}

/**
 * Where what stands above fills the window, as on an enlarged screen, a new screen begins with what it says.
 * @param {string} id
 */
function beginWith(id) {
  const node = document.getElementById(id);
  if (node && node.getBoundingClientRect().bottom > window.innerHeight) {
    node.scrollIntoView({ block: "start" });
  }
}
