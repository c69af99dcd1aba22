/** Shapes of the teacher's monitor; the server's side is competition/queries/monitor.py. */

export interface Seat {
  card: number;
  number: number;
  state: string;
  on: number;
  answered: number;
  since: number;
  wrong_pins: number;
  locked: boolean;
  left: number | null;
  /** what to do about it, see competition/lesson.py */
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
  notice: string;
  cards: Seat[];
}

export type Words = Record<string, string>;
