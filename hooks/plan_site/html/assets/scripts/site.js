// The menu of a narrow screen, the reading settings, the meanings of hard words, and the button that fetches what
// reads a page aloud.
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
    const status = form.querySelector("[aria-live]");
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

  // Offered once there is a voice that speaks English: many come late.
  function listens(button) {
    const synth = speechSynthesis;
    const offer = () => {
      if (synth.getVoices().some((voice) => /^en/i.test(voice.lang))) button.hidden = false;
    };
    const fetchPlayer = () => {
      synth.speak(new SpeechSynthesisUtterance("")); // Apple's browsers speak only if they began at a press
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = button.getAttribute("data-style");
      const script = document.createElement("script");
      script.src = button.getAttribute("data-script");
      document.head.append(style, script);
    };
    synth.onvoiceschanged = offer;
    // Older Safari does not say that they came, and other browsers not always.
    for (let seconds = 0; seconds < 10; seconds++) setTimeout(offer, seconds * 1000);
    button.addEventListener("click", fetchPlayer, { once: true });
    offer();
  }

  // Shows the meaning of a hard word beside it. In older browsers its link leads to the page of all meanings.
  let box;
  function explain(link) {
    if (!box) {
      box = document.createElement("div");
      box.className = "meaning";
      box.popover = "auto";
      box.tabIndex = -1;
      box.role = "dialog";
      box.innerHTML = '<p></p><p><a>All hard words</a> <button type="button">Close</button></p>';
      box.querySelector("button").addEventListener("click", () => box.hidePopover());
      box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && box.hidePopover());
    }
    link.after(box); // so that the keyboard goes on from the word
    box.ariaLabel = "Hard word: " + link.textContent;
    box.firstChild.textContent = link.getAttribute("data-meaning");
    box.querySelector("a").href = link.href;
    box.showPopover();
    const place = link.getBoundingClientRect();
    const isAbove = place.bottom + box.offsetHeight > innerHeight && place.top > box.offsetHeight;
    box.style.top = scrollY + (isAbove ? place.top - box.offsetHeight : place.bottom) + "px";
    box.style.left = Math.max(0, Math.min(place.left, html.clientWidth - box.offsetWidth)) + "px";
    box.focus();
  }

  if ("popover" in html) document.querySelectorAll("a[data-meaning]").forEach((link) => {
    link.ariaHasPopup = "dialog";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      explain(link);
    });
  });
  buttons.forEach(discloses);
  const listen = document.getElementById("listen");
  if (listen && window.speechSynthesis) listens(listen);
  const form = document.getElementById("reading-settings");
  if (form) settings(form);

  // A reader who has asked for Easy Read always gets it, until they ask an Easy Read page for its harder words.
  if (html.getAttribute("data-easy-read") === "always") {
    const twin = document.querySelector("a[data-twin]");
    try {
      if (document.querySelector(".is-easy")) sessionStorage.removeItem("harder-words");
      else if (location.hash === "#main") sessionStorage.setItem("harder-words", "yes");
      if (twin && !location.hash && !sessionStorage.getItem("harder-words")) location.replace(twin.href);
    } catch (error) {}
  }
})();
