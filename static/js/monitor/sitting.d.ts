/** Shapes of the teacher's monitor; the server's side is competition/sittings/queries/monitor.py. */

export interface Seat {
  card: number;
  number: number;
  state: string;
  on: number;
  /** of who has finished: those that count */
  answered: number;
  /** questions to which an answer came after the end */
  too_late: number;
  since: number;
  wrong_pins: number;
  locked: boolean;
  left: number | null;
  /** what to do about it, see competition/rules/lesson.py */
  needs: string;
}

export interface SittingState {
  phase: string;
  starts_in: number | null;
  code: string;
  kind: string;
  questions: number;
  joined: number;
  finished: number;
  total: number;
  /** whole minutes of the last at work, and when they are over */
  left: number | null;
  ends_at: string | null;
  /** the same of most of them, which a wall may show */
  most_left: number | null;
  most_ends_at: string | null;
  /** the last one ends so much later than most that it has to be said of both */
  apart: boolean;
  /** the one next thing to do, see competition/rules/lesson.py */
  next: string;
  /** it has ended, and may be opened again */
  reopen: boolean;
  /** it has ended and counts, and a further one may be opened for who has not played */
  rest: boolean;
  /** it has ended, and whom it stopped may play anew in a further one */
  again: boolean;
  /** somebody seems to try out PINs in it */
  guessed: boolean;
  notice: string;
  acts: { kind: string; number: number | null; reached: number; of: number } | null;
  cards: Seat[];
}

/** What the wall of the room is told: the server's side is competition/sittings/queries/monitor.py. */
export interface WallState {
  phase: string;
  starts_in: number | null;
  joined: number;
  finished: number;
  total: number;
  most_left: number | null;
  notice: string;
  /** codes of animals, one for each who has joined, in an order that says nothing */
  animals: string[];
}

export type Words = Record<string, string>;

/** Where a monitor gets its states and sends what its teacher decides. */
export interface MonitorSource {
  follow: (onState: (state: SittingState) => void, onLink: (link: "live" | "polling" | "lost" | "gone") => void) => void;
  /** the new state, or the refusal in words; raises where nobody was reached */
  post: (form: HTMLFormElement, button: HTMLButtonElement) => Promise<{ state?: SittingState; refusal?: string }>;
  /** what its panel shows of a seat */
  seat: (link: HTMLAnchorElement) => Promise<Element>;
}
