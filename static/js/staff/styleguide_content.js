/** Made-up questions, a pupil and a result for the style guide, in the reader's language. */

/** @typedef {import("../shared/types").KeyQuestion} KeyQuestion */

/** @type {[string, () => string][]} */
export const BANNERS = [
  ["saved", () => "Your answers are saved."],
  ["saving", () => "Saving …"],
  ["kept", () => "Your answers are kept on this computer."],
  ["call", () => "Call your teacher. Your answers are kept on this computer."],
];

/** @type {Record<string, import("../shared/types").Names>} */
export const ANIMALS = {
  owl: { en: "owl", bs: "sova", hr: "sova", sr: "сова", "sr-latn": "sova" },
  orca: { en: "orca", bs: "orka", hr: "orka", sr: "орка", "sr-latn": "orka" },
};

/** @type {import("../shared/types").Names[]} of fixtures/topics.yaml */
const TOPICS = [
  { en: "My data and privacy", bs: "Moji podaci i privatnost", hr: "Moji podaci i privatnost", sr: "Моји подаци и приватност", "sr-latn": "Moji podaci i privatnost" },
  { en: "Scams and fake messages", bs: "Prevare i lažne poruke", hr: "Prijevare i lažne poruke", sr: "Преваре и лажне поруке", "sr-latn": "Prevare i lažne poruke" },
  { en: "Passwords and accounts", bs: "Lozinke i nalozi", hr: "Lozinke i korisnički računi", sr: "Лозинке и налози", "sr-latn": "Lozinke i nalozi" },
  { en: "Respect instead of bullying", bs: "Poštovanje umjesto nasilja", hr: "Poštovanje umjesto nasilja", sr: "Поштовање уместо насиља", "sr-latn": "Poštovanje umesto nasilja" },
];

/** @type {import("../shared/types").You} */
export const YOU = {
  number: 7,
  name: "",
  class_label: "VII-2",
  country: "BA",
  kind: "official",
  questions: 10,
  minutes: 20,
  extra: 0,
  untimed: false,
  ages: "9-11",
  animal: "owl",
  animal_names: {},
};

const told = { topic: {}, reviewed: true, sensitive: false };

/** @returns {KeyQuestion[]} one of each kind, the last one beside a scene */
export function questions() {
  const why = "Who hurries you does not want you to think.";
  const steps = ["Stop and think", "Keep the proof", "Tell an adult you trust"];
  const chat = {
    kind: "chat",
    people: { 1: "@iskra", m: "@lan" },
    parts: [
      { as: "message", who: "1", choice: 1 },
      { as: "message", who: "m", choice: 2 },
      { as: "message", who: "1", choice: 3 },
    ],
  };
  const messages = ["Shall we play today?", "Yes, after school.", "Send me your password first, quickly!"];
  const stem = "What do you do first?";
  return [
    { ...told, number: 1, stem, choices: steps, key: 1, explanation: why },
    { ...told, number: 2, kind: "multi", stem: "What helps? Mark all.", choices: steps, key: 8, explanation: why },
    { ...told, number: 3, kind: "sort", stem: "Sort these.", choices: steps, bins: ["at once", "later"], key: 14, explanation: why },
    { ...told, number: 4, kind: "order", stem: "Put these in order.", choices: steps, key: 11, explanation: why },
    { ...told, number: 5, kind: "spots", stem: "Mark what should make you careful.", choices: messages, scene: chat, key: 5, explanation: why, notes: ["", "", why] },
    { ...told, number: 6, stem, choices: steps, scene: { ...chat, parts: messages.map((text, at) => ({ as: "message", who: at === 1 ? "m" : "1", text })) }, key: 3, explanation: why },
  ];
}

/** @returns {import("../shared/types").ResultReply} half of the points, one question of each outcome */
export function result() {
  return {
    kind: "official",
    phase: "revealed",
    score: 5,
    max_score: 10,
    topics: TOPICS.map((names, at) => ({ names, right: at < 2 ? 1 : 0, asked: 1 })),
    opens: "2027-02-12T13:00+00:00",
    codes: [1, 6, 14, null, 3, 0],
    halves: true,
  };
}
