/** Shapes that several modules share; the wire's are in docs/hall.md. */

export type Names = Record<string, string>;

export interface Contact {
  kind: string;
  names: Names;
  phone: string;
  web: string;
  hours: Names;
  free: boolean;
}

export interface Country {
  names: Names;
  zone: string;
  contacts: Contact[];
}

export interface Language {
  code: string;
  tag: string;
  name: string;
}

export interface Shell {
  language: string;
  languages: Language[];
  catalogs: Names;
  countries: Record<string, Country>;
  boards: Names;
  about: Names;
  staff: string;
}

/** A question with its key: what is told once the answer may be known. `notes` stand along `choices`. */
export interface KeyQuestion extends Question {
  key: number;
  explanation: string;
  notes?: string[];
  sensitive: boolean;
}

/** What is tried before the start. */
export interface Task extends Question {
  key: number;
}

/** A question anybody may practise with. */
export interface PracticeQuestion extends KeyQuestion {
  topic: Names;
  reviewed: boolean;
}

export interface PracticeShell extends Shell {
  country: string;
  division: string;
  /** the same in every language */
  set: string;
  papers: Names;
  pages: Names;
  others: Names;
}

/** What a tab remembers of practice: `answers` is `{question: code}`; `round` and `seen` name questions. */
export interface PracticeState {
  set: string;
  round: number[];
  seen: number[];
  answers: Record<number, number>;
  position: number;
}

export interface You {
  number: number;
  name: string;
  class_label: string;
  country: string;
  kind: string;
  questions: number;
  minutes: number;
  extra: number;
  untimed: boolean;
  /** whether minutes part equals in this age group */
  minutes_decide?: boolean;
  /** the division: those of "14-15" are shown all of it without play */
  ages: string;
  /** the animal of the alias by its code, "" without one; never the whole alias before the finish */
  animal: string;
  animal_names: Names;
  /** what the screen shall be from the start: "large", "contrast"; an older server names none */
  needs?: string[];
}

export type Phase = "waiting" | "late" | "starting" | "running" | "paused" | "finished" | "closed";

export interface State {
  phase: Phase;
  /** seconds; null without a limit, undefined before the server has said it */
  left: number | null | undefined;
  starts_in: number | null;
  current: boolean;
  wait: number;
  beat: number;
  receipt: string | null;
  notice?: string;
  here?: [number, number];
  /** the end of the quiz came in between */
  interrupted?: boolean;
  /** of the card that has the work; an older server does not say */
  number?: number;
  /** what the teacher noted for that card, where it is anything */
  needs?: string[];
  /** before its start the card was released, or given back in another tab; or what was begun with it was voided */
  released?: boolean;
  /** when this page sent the request, by the browser's monotonic clock */
  asked?: number;
}

/** Which responses a question can have: its kind, its number of parts, and of bins. */
export interface ResponseForm {
  kind: string;
  size: number;
  bins: number;
}

/** A block of a scene: `choice` counts from 1 where it can be marked, else there is a `text`. */
export interface ScenePart {
  as: string;
  choice?: number;
  text?: string;
  address?: string;
  who?: string;
  price?: string;
  switched?: boolean;
  secure?: boolean;
  /** the address of a picture, which `text` describes, and the room it needs */
  image?: string;
  width?: number;
  height?: number;
  /** why it is a sign, or is none; only beside a key */
  note?: string;
}

export interface Scene {
  kind: string;
  parts: ScenePart[];
  people?: Names;
}

/** `kind` is left out for a single choice. */
export interface Question {
  number: number;
  stem: string;
  choices: string[];
  topic?: unknown;
  kind?: string;
  bins?: string[];
  scene?: Scene;
}

/** A question on a screen: `order` names the choices, from 1, as they stand there; `give` takes each new code. */
export interface Sheet {
  question: Question;
  order: number[];
  code: number;
  give: (code: number) => void;
}

export interface Paper {
  language: string;
  questions: Question[];
}

export interface JoinReply {
  credential: string;
  you: You;
  /** of the sitting it works in, whichever was typed; an older server does not say */
  code?: string | undefined;
  /** of what the order of questions and answers comes, at every computer; an older server does not say */
  order?: string | undefined;
  /** as the pupil chose, else as the class does */
  language: string;
  languages: string[];
  /** those in which there are questions; an older server names none */
  asked?: string[] | undefined;
  /** under which nudges are asked for; an older server names none */
  nudges?: string | undefined;
  state: State;
}

export interface StartReply {
  papers: Names;
  answers: Record<string, number>;
  marks: number[];
  state: State;
}

export interface Topic {
  names: Names;
  right: number;
  asked: number;
}

/** The questions of a paper with their keys, in one language. */
export interface Keys {
  language: string;
  questions: KeyQuestion[];
}

export interface ResultReply {
  alias?: Names;
  /** code of its picture */
  animal?: string;
  /** of the school, by its code; empty while there is no score, and of an older server */
  country?: string;
  kind?: string;
  phase: "wait" | "scored" | "revealed";
  score?: number;
  max_score?: number;
  topics?: Topic[];
  /** when the answers may be known, while they may not */
  opens?: string;
  /** the code of question n at n - 1, 0 for none, null where the question counts for nobody */
  codes?: (number | null)[];
  /** digests by language */
  keys?: Names;
  /** false where the edition gives no point for all but one mistake */
  halves?: boolean;
  /** the attempt was taken out of the count; left out for all others */
  voided?: boolean;
  /** the quiz was opened again, and the pupil is at work; left out for all others */
  goes_on?: boolean;
  /** to so many questions the answer came when it was over */
  late?: number;
}

export type Stage = "confirm" | "practice" | "ready";

/** One browser's turn at an attempt, as this browser keeps it. */
export interface Lease {
  id: string;
  credential: string;
  you: You;
  languages: string[];
  /** those in which there are questions, where that was said */
  asked?: string[] | undefined;
  nudges?: string | undefined;
  papers: Names;
  /** what the server had stored at the last start: `{question: choice}` */
  answers: Record<string, number>;
  language: string;
  seed: number;
  stage: Stage;
  /** on screen, from 0; below 0 until there is a paper */
  position: number;
  flags: number[];
  /** the last seq made */
  made: number;
  finishing: boolean;
  /** nobody at this computer claims it any more; what is unsent still goes out */
  aside: boolean;
  /** the quiz is over, and a person has read what could not be sent */
  told?: boolean;
  /** browser time of the last sign of life, ms */
  touched: number;
  /** the code of the sitting it works in; an older page did not keep it */
  code?: string;
}

export type Mark = "new" | "acked" | "refused";

/** One answer event in an outbox. */
export interface Entry {
  lease: string;
  seq: number;
  question: number;
  choice: number;
  at: number;
  mark: Mark;
}

export interface Store {
  leases(): Promise<Lease[]>;
  put(lease: Lease): Promise<void>;
  patch(id: string, changes: Partial<Lease>): Promise<Lease | null>;
  append(id: string, event: { question: number; choice: number; at: number }): Promise<Entry>;
  events(id: string): Promise<Entry[]>;
  settle(id: string, seqs: number[], mark: Mark): Promise<void>;
  wipe(id: string): Promise<void>;
}

export interface Saving {
  kind: "none" | "saved" | "kept" | "call";
  waiting: number;
}

export interface Comfort {
  size: string;
  contrast: string;
  clock: string;
}
