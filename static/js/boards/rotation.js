/** Which of several boards is on the big screen, and when the next one comes. Pure. */

const CHANGE_MS = 20000;

export class Rotation {
  /**
   * @param {number} count of the boards
   * @param {(place: number) => void} show brings the board of a place, from 0
   */
  constructor(count, show) {
    this.count = count;
    this.show = show;
    this.place = 0;
    this.paused = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  get many() {
    return this.count > 1;
  }

  /** The next board comes by itself, unless there is none or somebody wants to stay. */
  wait() {
    clearTimeout(this.timer);
    if (this.many && !this.paused) {
      this.timer = setTimeout(() => this.go(1), CHANGE_MS);
    }
  }

  /** @param {number} steps back or forth; after the last board comes the first */
  go(steps) {
    clearTimeout(this.timer);
    this.place = (this.place + steps + this.count) % this.count;
    this.show(this.place);
    this.wait();
  }

  /** Stays on this board, or goes on. */
  flip() {
    this.paused = !this.paused;
    this.wait();
  }
}
