/** Answers sealed in a file that only the server can open, and the short number of that file. Pure but for the browser's own cryptography. */

/**
 * For whom it is sealed: the name of the server's key and its public point.
 * @typedef {{name: string, point: string}} Seal
 */

/**
 * `pair` and `nonce` are drawn anew for each file; tests give their own.
 * @typedef {{pair?: CryptoKeyPair, nonce?: Uint8Array<ArrayBuffer>}} Drawn
 */

const VERSION = "quiz-answers-1";
const INFO = "quiz answer file: seal";
const SALT = "quiz answer file";
const ROUNDS = 300000;
const NUMBERS = 10000000n;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

const utf8 = new TextEncoder();

/**
 * @param {Partial<Crypto>} [cryptography]
 * @returns {boolean} whether this page may use the browser's cryptography: not on plain http
 */
export function canSeal(cryptography = globalThis.crypto) {
  return Boolean(cryptography && cryptography.subtle);
}

/**
 * The bytes of a file. `run` is attempt and lease as the credential names them, `code` that of the sitting:
 * both stand in the clear, and the seal breaks if they are changed.
 * @param {Seal} seal
 * @param {{run: string, code: string}} bound
 * @param {object} body
 * @param {Drawn} [drawn]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function sealed(seal, { run, code }, body, drawn = {}) {
  const head = `${VERSION} ${seal.name} ${run} ${code}`;
  const theirs = bytesOf(seal.point);
  const pair = drawn.pair || (await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]));
  const nonce = drawn.nonce || crypto.getRandomValues(new Uint8Array(12));
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = await secretOf(pair.privateKey, ours, theirs);
  const plain = utf8.encode(JSON.stringify(body));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: utf8.encode(head) }, secret, plain);
  return utf8.encode([head, textOf(ours), textOf(nonce), textOf(new Uint8Array(box))].join(" "));
}

/**
 * @param {CryptoKey} own
 * @param {Uint8Array<ArrayBuffer>} ours public points, uncompressed
 * @param {Uint8Array<ArrayBuffer>} theirs
 */
async function secretOf(own, ours, theirs) {
  const server = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own, 256);
  const key = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const salt = new Uint8Array([...ours, ...theirs]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8.encode(INFO) }, key, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/**
 * Eight digits that stand for the bytes of a file; slow on purpose, so that nobody finds another file with the same ones.
 * @param {Uint8Array<ArrayBuffer>} content
 * @returns {Promise<string>}
 */
export async function numberOf(content) {
  const digest = await crypto.subtle.digest("SHA-256", content);
  const key = await crypto.subtle.importKey("raw", digest, "PBKDF2", false, ["deriveBits"]);
  const drawn = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: utf8.encode(SALT), iterations: ROUNDS }, key, 64);
  const seven = String(new DataView(drawn).getBigUint64(0) % NUMBERS).padStart(7, "0");
  return seven + checkDigit(seven);
}

/**
 * Luhn's digit: it tells a slip of the keyboard.
 * @param {string} digits
 */
export function checkDigit(digits) {
  const doubled = [...digits].reverse().map((digit, at) => (at % 2 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] || 0));
  const sum = doubled.reduce((all, one) => all + one, 0);
  return String((10 - (sum % 10)) % 10);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {string} base64 for addresses, without padding
 */
function textOf(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} text */
function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
