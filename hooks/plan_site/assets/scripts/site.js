// The menu of a narrow screen, and the reading settings.
(function () {
  const html = document.documentElement;
  const buttons = document.querySelectorAll("button[aria-controls]");

  function discloses(button) {
    const panel = document.getElementById(button.getAttribute("aria-controls"));
    const open = (isOpen) => button.setAttribute("aria-expanded", isOpen);
    button.addEventListener("click", () => {
      const willOpen = button.getAttribute("aria-expanded") === "false";
      for (const each of buttons) each.setAttribute("aria-expanded", "false");
      open(willOpen);
    });
    const close = () => {
      open(false);
      button.focus();
    };
    panel.querySelectorAll("[data-closes]").forEach((each) => each.addEventListener("click", close));
    for (const part of [button, panel]) {
      part.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && button.offsetParent) close();
      });
    }
  }

  function settings(form) {
    const KEY = "reading-settings";
    const status = form.querySelector("[role=status]");
    const names = new Set(Array.from(form.querySelectorAll("input"), (input) => input.name));

    function show() {
      for (const name of names) {
        const chosen = html.getAttribute("data-" + name) || "";
        const input = form.querySelector(`input[name="${name}"][value="${CSS.escape(chosen)}"]`);
        if (input) input.checked = true;
      }
    }

    function look(chosen) {
      for (const name of names) {
        if (chosen[name]) html.setAttribute("data-" + name, chosen[name]);
        else html.removeAttribute("data-" + name);
      }
    }

    // Another tab has chosen, or the reader has come back to a page as they left it.
    function lookAgain() {
      try {
        look(JSON.parse(localStorage.getItem(KEY)) || {});
        show();
      } catch (error) {}
    }

    function keep() {
      const chosen = {};
      for (const input of form.querySelectorAll("input:checked")) {
        if (input.value) chosen[input.name] = input.value;
      }
      look(chosen);
      try {
        if (Object.keys(chosen).length) localStorage.setItem(KEY, JSON.stringify(chosen));
        else localStorage.removeItem(KEY);
        return true;
      } catch (error) {
        return false;
      }
    }

    const say = (isKept, words) => (status.textContent = isKept ? words : form.getAttribute("data-not-kept"));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => say(keep(), ""));
    form.addEventListener("reset", () => {
      setTimeout(() => {
        say(keep(), form.getAttribute("data-reset"));
        status.scrollIntoView({ block: "nearest" }); // smaller words have moved it away
      });
    });
    addEventListener("storage", lookAgain);
    addEventListener("pageshow", (event) => event.persisted && lookAgain());
    show();
  }

  buttons.forEach(discloses);
  const form = document.getElementById("reading-settings");
  if (form) settings(form);

  // A reader who has asked for easy words gets to them at once, unless a link leads to another place of the page.
  if (html.getAttribute("data-easy-words") === "first" && !location.hash && document.getElementById("easy-words")) {
    location.replace("#easy-words");
  }
})();
