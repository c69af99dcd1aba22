/** `[tag of the language, text]` in each language of the hall. */
export type Said = [string, string][];

export interface CalledWinner {
  place: number;
  animal: string;
  names: Said;
  school: string;
  prize: string;
}

export interface CalledDraw {
  number: string;
  what: string;
  seal: string;
  entries: Said;
  tickets: string[];
}

export interface CalledBlock {
  award: Said;
  ages: Said;
  country: Said;
  division: string;
  /** Whether the places of its winners mean anything. */
  places: boolean;
  draw: CalledDraw | null;
  winners: CalledWinner[];
}

export interface CeremonyStep {
  name: string;
  kind: string;
  block: number;
  winners: number[];
  heads: Said;
  label: string;
}

export interface Ceremony {
  name: string;
  rehearsal: Said;
  title: Said;
  animals: string[];
  steps: CeremonyStep[];
  blocks: CalledBlock[];
}
