/* For browsers that cannot read the check itself: they say so. Only what every browser knows. */
/* eslint-disable no-var -- browsers that know no let are whom this is for */
(function () {
  /**
   * @param {string} name
   * @param {boolean} shown
   */
  function show(name, shown) {
    var node = document.getElementById(name);
    if (node) {
      node.style.display = shown ? "block" : "none";
    }
  }

  function tell() {
    var answer = document.getElementById("answer");
    if (answer && !answer.getAttribute("data-began")) {
      show("answer", false);
      show("lines", false);
      show("too-old", true);
    }
  }

  // Whoever reads modules has begun long before.
  setTimeout(tell, 6000);
  if (!("noModule" in document.createElement("script"))) {
    tell();
  }
})();
