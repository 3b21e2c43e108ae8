// Where a page cannot start, because the engine is too old for its script: say so, and how to take part. Written
// in the language of 2009 on purpose; it stands before the page's own script and changes nothing once that runs.

(function () {
  var hasFailed = false;
  var isLoaded = false;

  function tell() {
    var waiting = document.querySelector("[data-waits]");
    var sentence = document.querySelector("[data-too-old]");
    if (!waiting || !sentence || !waiting.parentNode) return;
    waiting.parentNode.removeChild(waiting);
    sentence.removeAttribute("hidden");
  }

  window.addEventListener("error", function () {
    hasFailed = true;
    if (isLoaded) tell();
  });
  window.addEventListener("load", function () {
    isLoaded = true;
    if (hasFailed || !document.documentElement.hasAttribute("data-runs")) tell();
  });
})();
