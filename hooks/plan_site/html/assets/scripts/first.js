// Runs before the first paint: says that there is script, and looks as the reader has chosen. If a script of the
// site is missing or fails, the page goes back to how it is without script, so that no button stands there dead.
(function (html) {
  html.className = "has-script";
  addEventListener("error", function (event) {
    if (/\/assets\/\w+\.\w+\.js/.test(event.filename || event.target.src)) html.className = "";
  }, true);
  try {
    var chosen = JSON.parse(localStorage.getItem("reading-settings"));
    for (var setting in chosen) html.setAttribute("data-" + setting, chosen[setting]);
  } catch (error) {}
})(document.documentElement);
