/** Where leases and their events are kept: IndexedDB, else localStorage, else this page's memory. */

/** @typedef {import("../../shared/types").Entry} Entry */
/** @typedef {import("../../shared/types").Lease} Lease */
/** @typedef {import("../../shared/types").Store} Store */

const NAME = "quiz-outboxes";
const OPENING = 3000;

/** @returns {Promise<Store>} */
export async function openStore() {
  const kept = shelfStore(shelf());
  try {
    const store = databaseStore(await openDatabase());
    await takeOver(store, kept);
    return store;
  } catch (error) {
    return kept;
  }
}

/**
 * What an earlier page could keep elsewhere only goes on here: the database of a slow computer may have opened too late for it.
 * @param {Store} store
 * @param {Store} kept where nothing is left of it then
 */
export async function takeOver(store, kept) {
  for (const lease of await kept.leases()) {
    const events = await kept.events(lease.id);
    await store.put(lease);
    for (const { seq, question, choice, at, mark } of events) {
      // The next number is that of the event.
      await store.patch(lease.id, { made: seq - 1 });
      await store.append(lease.id, { question, choice, at });
      await store.settle(lease.id, [seq], mark);
    }
    await store.put(lease);
    await kept.wipe(lease.id);
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    setTimeout(() => reject(new Error("timeout")), OPENING);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("leases", { keyPath: "id" });
      request.result.createObjectStore("events", { keyPath: ["lease", "seq"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `work` in one transaction; resolves once it is on the disk.
 * @template T
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 * @param {(leases: IDBObjectStore, events: IDBObjectStore) => Promise<T>} work
 * @returns {Promise<T>}
 */
function transact(database, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["leases", "events"], mode, { durability: "strict" });
    const done = work(transaction.objectStore("leases"), transaction.objectStore("events"));
    done.catch(() => transaction.abort());
    transaction.oncomplete = () => resolve(done);
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
  });
}

/** @param {string} id */
function eventsOf(id) {
  return IDBKeyRange.bound([id, 0], [id, Infinity]);
}

/**
 * @param {IDBDatabase} database
 * @returns {Store}
 */
function databaseStore(database) {
  return {
    leases: () => transact(database, "readonly", (leases) => asked(leases.getAll())),
    put: (lease) =>
      transact(database, "readwrite", async (leases) => {
        await asked(leases.put(lease));
      }),
    patch: (id, changes) =>
      transact(database, "readwrite", async (leases) => {
        const lease = await asked(leases.get(id));
        return lease ? put(leases, { ...lease, ...changes }) : null;
      }),
    // The next seq is taken and used in one transaction: two tabs never make the same.
    append: (id, event) =>
      transact(database, "readwrite", async (leases, events) => {
        const lease = await asked(leases.get(id));
        const entry = entryOf(id, lease.made + 1, event);
        await put(leases, { ...lease, made: entry.seq, touched: event.at, aside: false });
        return put(events, entry);
      }),
    events: (id) => transact(database, "readonly", (_leases, events) => asked(events.getAll(eventsOf(id)))),
    settle: (id, seqs, mark) =>
      transact(database, "readwrite", async (_leases, events) => {
        for (const seq of seqs) {
          const entry = await asked(events.get([id, seq]));
          if (entry) {
            await put(events, { ...entry, mark });
          }
        }
      }),
    wipe: (id) =>
      transact(database, "readwrite", async (leases, events) => {
        await asked(events.delete(eventsOf(id)));
        await asked(leases.delete(id));
      }),
  };
}

/**
 * @template T
 * @param {IDBObjectStore} objects
 * @param {T} value
 */
async function put(objects, value) {
  await asked(objects.put(value));
  return value;
}

/**
 * @param {string} lease
 * @param {number} seq
 * @param {{question: number, choice: number, at: number}} event
 * @returns {Entry}
 */
function entryOf(lease, seq, event) {
  return { lease, seq, ...event, mark: "new" };
}

// ------------------------------------------------------------------ without IndexedDB

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem"> & {keys: () => string[]}} Shelf */

/** @returns {Shelf} */
function shelf() {
  try {
    const storage = localStorage;
    storage.setItem(NAME, "1");
    return {
      getItem: (key) => storage.getItem(key),
      setItem: (key, value) => storage.setItem(key, value),
      removeItem: (key) => storage.removeItem(key),
      keys: () => Object.keys(storage),
    };
  } catch (error) {
    return memoryShelf();
  }
}

/** @returns {Shelf} */
function memoryShelf() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    getItem: (key) => items.get(key) || null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    keys: () => Array.from(items.keys()),
  };
}

/**
 * @param {Shelf} items
 * @returns {Store}
 */
function shelfStore(items) {
  const leaseKey = (/** @type {string} */ id) => `${NAME}/lease/${id}`;
  const eventKey = (/** @type {string} */ id, /** @type {number | string} */ seq) => `${NAME}/event/${id}/${seq}`;
  const get = (/** @type {string} */ key) => JSON.parse(items.getItem(key) || "null");
  const set = (/** @type {string} */ key, /** @type {object} */ value) => items.setItem(key, JSON.stringify(value));
  const under = (/** @type {string} */ start) => items.keys().filter((key) => key.startsWith(start));
  return {
    leases: async () => under(leaseKey("")).map(get),
    put: async (lease) => set(leaseKey(lease.id), lease),
    patch: async (id, changes) => {
      const lease = get(leaseKey(id));
      if (lease) {
        set(leaseKey(id), { ...lease, ...changes });
      }
      return lease && { ...lease, ...changes };
    },
    append: (id, event) =>
      alone(id, () => {
        const lease = get(leaseKey(id));
        const entry = entryOf(id, free(items, eventKey(id, ""), lease.made + 1), event);
        set(eventKey(id, entry.seq), entry);
        set(leaseKey(id), { ...lease, made: entry.seq, touched: event.at, aside: false });
        return entry;
      }),
    events: async (id) => under(eventKey(id, "")).map(get).sort((a, b) => a.seq - b.seq),
    settle: async (id, seqs, mark) => {
      for (const key of seqs.map((seq) => eventKey(id, seq))) {
        if (items.getItem(key)) {
          set(key, { ...get(key), mark });
        }
      }
    },
    wipe: async (id) => [...under(eventKey(id, "")), leaseKey(id)].forEach(items.removeItem),
  };
}

/**
 * @param {Shelf} items
 * @param {string} prefix
 * @param {number} seq
 * @returns {number} the first seq from there on that nobody has
 */
function free(items, prefix, seq) {
  let next = seq;
  while (items.getItem(prefix + next)) {
    next += 1;
  }
  return next;
}

/**
 * Runs `work` while no other tab does, where the browser can promise that.
 * @template T
 * @param {string} id
 * @param {() => T} work
 * @returns {Promise<T>}
 */
async function alone(id, work) {
  // eslint-disable-next-line compat/compat -- without locks one tab at a time has to do
  return navigator.locks ? navigator.locks.request(`${NAME}/${id}`, async () => work()) : work();
}
