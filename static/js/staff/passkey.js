/** Passkeys: a form is filled in by the browser's own window and sent on. */

/** @typedef {{publicKey: any}} Asked what allauth asks for; bytes are base64url there */

/** @param {string} text */
function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} bytes */
function toText(bytes) {
  const letters = Array.from(new Uint8Array(bytes || new ArrayBuffer(0)), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** @param {{id: string}[] | undefined} known */
function toKnown(known) {
  return (known || []).map((each) => ({ ...each, id: toBytes(each.id) }));
}

/** @param {PublicKeyCredential} made */
function head(made) {
  const { id, type, authenticatorAttachment } = made;
  const extensions = made.getClientExtensionResults();
  return { id, type, rawId: toText(made.rawId), authenticatorAttachment, clientExtensionResults: extensions };
}

/** @param {Asked} asked */
async function create({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: toKnown(publicKey.excludeCredentials),
    // kept by the device where it can, so that it also logs in alone
    authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
  };
  const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey: options }));
  const response = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  return {
    ...head(made),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    },
  };
}

/** @param {Asked} asked */
async function get({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: toKnown(publicKey.allowCredentials),
  };
  const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey: options }));
  const response = /** @type {AuthenticatorAssertionResponse} */ (made.response);
  return {
    ...head(made),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

/**
 * What the server asks for: in the page, or at log-in by name of the form.
 * @param {HTMLFormElement} form
 */
async function asked(form) {
  const held = document.getElementById(form.dataset.options || "");
  if (held) {
    return JSON.parse(held.textContent || "");
  }
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) {
    throw new Error(`passkey: ${reply.status}`);
  }
  return reply.json();
}

/** @param {HTMLFormElement} form */
async function fill(form) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
  const failed = form.querySelector("#passkey-failed");
  try {
    failed?.toggleAttribute("hidden", true);
    const { creation_options: made, request_options: wanted } = await asked(form);
    input.value = JSON.stringify(made ? await create(made) : await get(wanted));
    form.submit();
  } catch {
    // cancelled, too slow, or no such passkey: for the person it is one and the same
    failed?.toggleAttribute("hidden", false);
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-passkey]"))) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void fill(form);
  });
  if (!window.PublicKeyCredential) {
    form.querySelector("#passkey-unknown")?.toggleAttribute("hidden", false);
    form.querySelector("button[type=submit]")?.toggleAttribute("disabled", true);
  }
}
