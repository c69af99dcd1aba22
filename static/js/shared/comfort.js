/** How somebody has chosen to see the pupil's page, followed by all others before anything is drawn: asked for by a plain script element. */
try {
  const { dataset } = document.documentElement;
  dataset["contrast"] = JSON.parse(localStorage.getItem("quiz-comfort") || "{}").contrast || dataset["contrast"] || "";
} catch (error) {
  // without storage nobody has chosen anything
}
