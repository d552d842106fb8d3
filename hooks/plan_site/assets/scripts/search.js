// Looks for the words in ?q= and shows the pages that have them. The page itself lists everything from A to Z.
(function () {
  const place = document.getElementById("results");
  const status = document.getElementById("results-status");
  const query = new URLSearchParams(location.search).get("q");
  const asked = (query || "").trim().slice(0, 200);
  const IDLE = new Set("a an the of and or to in on for with at by is are was what who how my i me we our you it".split(" "));
  const MOST = 50;

  document.querySelectorAll("input[name=q]").forEach((input) => (input.value = asked));
  if (query !== null && !asked) status.textContent = status.getAttribute("data-empty");
  if (!asked) return;
  // Browsers fetch nothing for a page that was opened as a file.
  if (location.protocol === "file:") return void (status.textContent = status.getAttribute("data-offline"));
  status.textContent = status.getAttribute("data-searching");
  fetch(place.getAttribute("data-index"))
    .then((answer) => answer.json())
    .then((index) => show(search(index)))
    .catch(() => (status.textContent = status.getAttribute("data-failed")));

  // --- words ---

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/’/g, "'");

  // Each word of a text, and where it stands. NFD changes lengths, so the places are those of the text itself.
  function wordsOf(text) {
    const found = [];
    const each = /[0-9A-Za-z\u00aa-\u1fff\u2c00-\uffff]+(?:['’][0-9A-Za-z]+)*/g;
    for (let match; (match = each.exec(text)); ) {
      found.push({ word: plain(match[0]), from: match.index, to: match.index + match[0].length });
    }
    return found;
  }

  // living, lives and lived look for “liv…”.
  const stem = (word) => {
    if (word.length === 4) return word.replace(/([^isu])s$/, "$1");
    const cut = word.replace(/(?:'s|ies|es|s|ing|ed|e|y)$/, "");
    return word.length > 4 && cut.length > 2 ? cut : word;
  };
  const phraseOf = (text) => wordsOf(text).map(({ word }) => stem(word));
  // A short word begins too many others: only its plural is the same word.
  const fits = (word, stemmed) =>
    stemmed.length > 3 ? word.startsWith(stemmed) : [stemmed, stemmed + "s", stemmed + "es"].includes(word);

  // Where the phrase stands among the words: the places of its first and last word.
  function places(words, phrase) {
    const found = [];
    for (let at = 0; at + phrase.length <= words.length; at++) {
      if (phrase.every((part, next) => fits(words[at + next].word, part))) {
        found.push([words[at].from, words[at + phrase.length - 1].to]);
      }
    }
    return found;
  }

  // How many letters one must change, add, take away or swap to get from one word to the other.
  function distance(one, other) {
    const rows = [Array.from({ length: other.length + 1 }, (_, n) => n)];
    for (let i = 1; i <= one.length; i++) {
      rows[i] = [i];
      for (let j = 1; j <= other.length; j++) {
        const differs = one[i - 1] === other[j - 1] ? 0 : 1;
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + differs);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[one.length][other.length];
  }

  // --- searching ---

  // What to look for: for each word or phrase that was asked, all the ways to say it.
  function terms(also) {
    let words = phraseOf(asked);
    const found = [];
    for (const group of also.map((ways) => ways.map(phraseOf).filter((way) => way.length))) {
      for (const way of group.slice().sort((one, other) => other.length - one.length)) {
        const at = words.findIndex((_, from) => way.every((part, next) => words[from + next] === part));
        if (at >= 0) {
          found.push(group);
          words.splice(at, way.length, "");
        }
      }
    }
    words = words.filter(Boolean);
    const telling = words.filter((word) => !IDLE.has(word));
    for (const word of telling.length || found.length ? telling : words) found.push([[word]]);
    return found;
  }

  function nearest(word, vocabulary) {
    // Few letters may differ, or a rightly spelt word that the plan lacks would become another word.
    const most = word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
    let best = null;
    for (const each of vocabulary) {
      if (!most || Math.abs(stem(each).length - stem(word).length) > most + 1) continue;
      const far = Math.min(distance(word, each), distance(stem(word), stem(each)));
      if (far <= most && (!best || far < best.far)) best = { word: each, far };
    }
    return best && best.word;
  }

  function search(index) {
    const pages = index.pages.map(([address, title, kind, text]) => ({
      address, title, kind, text, titleWords: wordsOf(title), textWords: wordsOf(text),
    }));
    const vocabulary = new Set();
    for (const page of pages) for (const { word } of page.titleWords.concat(page.textWords)) vocabulary.add(word);

    let instead = asked;
    const wanted = terms(index.also).map((ways) => {
      if (ways.length > 1 || [...vocabulary].some((word) => fits(word, ways[0][0]))) return ways;
      const { word, from, to } = wordsOf(asked).find((each) => stem(each.word) === ways[0][0]);
      const near = nearest(word, vocabulary);
      if (near) instead = instead.replace(asked.slice(from, to), near);
      return near ? [[stem(near)]] : ways;
    });

    for (const page of pages) {
      page.inTitle = [];
      page.inText = [];
      page.score = page.has = 0;
      for (const ways of wanted) {
        const inTitle = [].concat(...ways.map((way) => places(page.titleWords, way)));
        const inText = [].concat(...ways.map((way) => places(page.textWords, way)));
        page.inTitle.push(...inTitle);
        page.inText.push(...inText);
        if (inTitle.length || inText.length) page.has++;
        page.score += (inTitle.length ? 10 : 0) + Math.min(inText.length, 5);
      }
    }
    const found = pages.filter((page) => page.has).sort((one, other) => other.has - one.has || other.score - one.score);
    const whole = found.filter((page) => page.has === wanted.length);
    return { found: whole.length ? whole : found, isPart: !whole.length && found.length > 0, instead };
  }

  // --- showing ---

  function marked(into, text, from, to, marks) {
    let at = from;
    for (const [start, end] of marks.sort((one, other) => one[0] - other[0])) {
      if (start < at || end > to) continue;
      into.append(text.slice(at, start));
      into.append(element("mark", text.slice(start, end)));
      at = end;
    }
    into.append(text.slice(at, to));
    return into;
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // The paragraph with the first match, and not much of it.
  function excerpt(page) {
    const text = page.text;
    const lineOf = (at) => [text.lastIndexOf("\n", at - 1) + 1, (text + "\n").indexOf("\n", at)];
    const isTitle = ([from]) => text.slice(...lineOf(from)) === page.title;
    const matches = page.inText.slice().sort((one, other) => one[0] - other[0]);
    const [start] = matches.find((match) => !isTitle(match)) || [isTitle([0]) ? lineOf(0)[1] + 1 : 0];
    const [line, end] = lineOf(start);
    let from = line;
    if (start - line > 110) from = text.indexOf(" ", start - 90) + 1;
    let to = end;
    if (end - from > 240) to = Math.max(text.lastIndexOf(" ", from + 220), start + 1);
    const made = element("p", from > line ? "… " : "");
    marked(made, text, from, to, page.inText.filter(([at]) => at >= from && at < to));
    if (to < end) made.append(" …");
    return made;
  }

  function show({ found, isPart, instead }) {
    const list = element("ol", "", "results-list");
    for (const page of found.slice(0, MOST)) {
      const item = element("li");
      const link = marked(element("a"), page.title, 0, page.title.length, page.inTitle);
      link.href = place.getAttribute("data-home") + page.address.slice(1);
      const heading = element("h3");
      heading.append(link);
      item.append(heading, element("p", page.kind, "results-kind"), excerpt(page));
      list.append(item);
    }
    const count = found.length;
    let words = `We found ${count === 1 ? "1 page" : `${count} pages`} for “${instead}”.`;
    if (isPart) words = `No page has all your words. ${count === 1 ? "1 page has" : `${count} pages have`} some of them.`;
    if (instead !== asked) words = `We looked for “${instead}” instead of “${asked}”. ${words}`;
    if (!count) words = `We found nothing for “${asked}”. Try another word, or choose from everything below.`;
    if (count > MOST) words += ` These are the first ${MOST}.`;
    status.textContent = words;
    document.title = `${asked}: ${count} found – ${document.title}`;
    if (count) place.append(element("h2", "What we found"), list);
  }
})();
