/** A page about something that goes on is read again every few seconds, until it is done. */

const EVERY = 3000;

if (document.querySelector("[data-reload]")) {
  setTimeout(() => location.reload(), EVERY);
}
