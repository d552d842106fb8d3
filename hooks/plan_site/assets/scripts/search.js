// Looks for the words in ?q= and shows the pages that have them. The page itself lists everything from A to Z.
(function () {
  const place = document.getElementById("results");
  const status = document.getElementById("results-status");
  const query = new URLSearchParams(location.search).get("q");
  const asked = (query || "").trim().slice(0, 200);
  const IDLE = new Set("a an the of and or to in on for with at by is are was what who how my i me we our you it".split(" "));
  const MOST = 50;
  const AT_ONCE = 10;

  document.querySelectorAll("input[name=q]").forEach((input) => (input.value = asked));
  // What is set while the page still loads is not always said.
  if (query !== null && !asked) addEventListener("load", () => (status.textContent = status.getAttribute("data-empty")));
  if (!asked) return;
  // Browsers fetch nothing for a page that was opened as a file.
  if (location.protocol === "file:") return void (status.textContent = status.getAttribute("data-offline"));
  status.textContent = status.getAttribute("data-searching");
  const home = place.getAttribute("data-home");
  // Asks whether there is a newer one, for an old one would lead to pieces that are gone.
  fetched(place.getAttribute("data-index"), "no-cache")
    .then((index) => (index.pages ? inOneFile(index) : inPieces(index)))
    .then((index) => search(index).then((answer) => show(index, answer)))
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
  const formsOf = (stemmed) => (stemmed.length > 3 ? [stemmed] : [stemmed, stemmed + "s", stemmed + "es"]);
  const fits = (word, stemmed) =>
    stemmed.length > 3 ? word.startsWith(stemmed) : formsOf(stemmed).includes(word);

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

  // --- the index ---

  function fetched(address, cache) {
    return fetch(address, { cache }).then((answer) => answer.json());
  }

  // All pages and their words. Where a way to say something stands: on which page, whether in its title, how often.
  function inOneFile({ pages, also }) {
    const words = pages.map(([, title, , text]) => [wordsOf(title), wordsOf(text)]);
    return {
      also,
      page: async (number) => pages[number],
      vocabulary: async () => new Set([].concat(...words.map((both) => [].concat(...both).map(({ word }) => word)))),
      standings: async (way) =>
        words
          .map(([title, text], number) => [number, places(title, way).length > 0, places(text, way).length])
          .filter(([, inTitle, times]) => inTitle || times),
    };
  }

  // The same of a large plan, of which only the pieces are fetched that a search needs. `search_index.py` cuts them.
  function inPieces({ pieces, pagesInAPiece, words, also }) {
    const kept = {};
    const piece = (name) => kept[name] || (kept[name] = fetched(`${home}${pieces.slice(1)}${name}.json`, "default"));
    // The pieces with the words from the first to the last: each ends where the next begins.
    const between = (first, last) =>
      words.map((_, number) => number).filter((number) => words[number] <= last && !(words[number + 1] <= first));
    const piecesFor = ([stemmed]) =>
      [].concat(...formsOf(stemmed).map((form) => between(form, stemmed.length > 3 ? form + "\uffff" : form)));
    return {
      also,
      page: async (number) => (await piece(`pages-${Math.floor(number / pagesInAPiece)}`))[number % pagesInAPiece],
      // Of words that are equally near, one that begins and ends alike is meant.
      vocabulary: async (like) => {
        const all = await piece("vocabulary");
        const ends = (word) => word[0] + word.slice(-1);
        return all.filter((word) => ends(word) === ends(like)).concat(all);
      },
      standings: async (way) => {
        const phrase = way.length > 1 && "+" + way.join(" ");
        const numbers = new Set(phrase ? between(phrase, phrase) : piecesFor(way));
        const volumes = await Promise.all([...numbers].map((number) => piece(`words-${number}`)));
        const found = [];
        for (const volume of volumes) {
          for (const word of Object.keys(volume).filter((each) => (phrase ? each === phrase : fits(each, way[0])))) {
            let page = 0;
            for (const each of volume[word]) {
              page += Math.floor(each / 12);
              found.push([page, each % 12 > 5, each % 6]);
            }
          }
        }
        return found;
      },
    };
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

  async function search(index) {
    let instead = asked;
    const known = async (ways) => {
      const [way] = ways;
      if (ways.length > 1 || way.length > 1 || (await index.standings(way)).length) return ways;
      const { word, from, to } = wordsOf(asked).find((each) => stem(each.word) === way[0]);
      const near = nearest(word, await index.vocabulary(word));
      if (near) instead = instead.replace(asked.slice(from, to), near);
      return near ? [[stem(near)]] : ways;
    };
    const wanted = await Promise.all(terms(index.also).map(known));

    const pages = [];
    for (const standings of await Promise.all(wanted.map((ways) => Promise.all(ways.map(index.standings))))) {
      const here = [];
      for (const [page, inTitle, times] of [].concat(...standings)) {
        const [title, sum] = here[page] || [false, 0];
        here[page] = [title || inTitle, sum + times];
      }
      here.forEach(([inTitle, times], page) => {
        const { has, score } = pages[page] || { has: 0, score: 0 };
        pages[page] = { page, has: has + 1, score: score + (inTitle ? 10 : 0) + Math.min(times, 5) };
      });
    }
    const found = pages.filter(Boolean).sort((one, other) => other.has - one.has || other.score - one.score);
    const whole = found.filter(({ has }) => has === wanted.length);
    return { found: whole.length ? whole : found, isPart: !whole.length && found.length > 0, instead, wanted };
  }

  // --- showing ---

  function marked(into, text, from, to, marks) {
    let at = from;
    for (const [start, end] of marks.sort((one, other) => one[0] - other[0])) {
      if (start < at || end > to) continue;
      into.append(text.slice(at, start));
      into.append(element("b", text.slice(start, end)));
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
  function excerpt(title, text, found) {
    const lineOf = (at) => [text.lastIndexOf("\n", at - 1) + 1, (text + "\n").indexOf("\n", at)];
    const isTitle = ([from]) => text.slice(...lineOf(from)) === title;
    const matches = found.slice().sort((one, other) => one[0] - other[0]);
    const [start] = matches.find((match) => !isTitle(match)) || [isTitle([0]) ? lineOf(0)[1] + 1 : 0];
    const [line, end] = lineOf(start);
    let from = line;
    if (start - line > 110) from = text.indexOf(" ", start - 90) + 1;
    let to = end;
    if (end - from > 240) to = Math.max(text.lastIndexOf(" ", from + 220), start + 1);
    const made = element("p", from > line ? "… " : "");
    marked(made, text, from, to, found.filter(([at]) => at >= from && at < to));
    if (to < end) made.append(" …");
    return made;
  }

  function result([address, title, kind, text], wanted) {
    const placesIn = (words) => [].concat(...[].concat(...wanted).map((way) => places(words, way)));
    const link = marked(element("a"), title, 0, title.length, placesIn(wordsOf(title)));
    link.href = home + address.slice(1);
    const heading = element("h3");
    heading.append(link);
    const item = element("li");
    item.append(heading, element("p", kind, "results-kind"), excerpt(title, text, placesIn(wordsOf(text))));
    return item;
  }

  async function show(index, { found, isPart, instead, wanted }) {
    const list = element("ol", "", "results-list");
    const more = async (from) => {
      const pages = await Promise.all(found.slice(from, Math.min(from + AT_ONCE, MOST)).map(({ page }) => index.page(page)));
      list.append(...pages.map((page) => result(page, wanted)));
    };
    await more(0);
    const count = found.length;
    let words = `We found ${count === 1 ? "1 page" : `${count} pages`} for “${instead}”.`;
    if (isPart) words = `No page has all your words. ${count === 1 ? "1 page has" : `${count} pages have`} some of them.`;
    if (instead !== asked) words = `We looked for “${instead}” instead of “${asked}”. ${words}`;
    if (!count) words = `We found nothing for “${asked}”. Try another word, or choose from everything below.`;
    if (count > MOST) words += ` These are the first ${MOST}.`;
    status.textContent = words;
    document.title = `${asked}: ${count} found – ${document.title}`;
    if (count) place.append(element("h2", "What we found"), list);
    for (let from = AT_ONCE; from < Math.min(count, MOST); from += AT_ONCE) await more(from);
  }
})();
