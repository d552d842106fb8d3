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

  const FOLDED = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", ð: "d", þ: "th", ħ: "h", "’": "'" };
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670,\u00a0\u2009\u202f]/g, "")
      .replace(/[łøđßæœıðþħ’]/g, (letter) => FOLDED[letter]);

  // Letters of every script, and 2,000 as one word. Browsers of 2019 that do not know them take punctuation for letters too.
  const made = (one, flags) =>
    new RegExp(`[0-9]{1,3}(?:[,\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|${one}+(?:['’]${one}+)*`, flags);
  let eachWord;
  try {
    eachWord = made("[\\p{L}\\p{M}\\p{N}]", "gu");
  } catch (error) {
    eachWord = made("[0-9A-Za-z\u00c0-\u1fff\u2c00-\uffff]", "g");
  }

  // Each word of a text, and where it stands. NFD changes lengths, so the places are those of the text itself. Behind them,
  // each after a gap that no phrase goes over, the same words as one that hyphens join: co-operative is cooperative.
  function wordsOf(text) {
    const found = [];
    const joined = [];
    let last, run;
    eachWord.lastIndex = 0;
    for (let match; (match = eachWord.exec(text)); ) {
      const here = { word: plain(match[0]), from: match.index, to: match.index + match[0].length };
      const isLetters = !/[0-9]/.test(match[0]);
      if (last && isLetters && /^[-‐‑]$/.test(text.slice(last.to, here.from))) {
        if (run) Object.assign(run, { word: run.word + here.word, to: here.to, parts: run.parts + 1 });
        else {
          run = { word: last.word + here.word, from: last.from, to: here.to, at: found.length - 1, parts: 2 };
          joined.push({ word: "" }, run);
        }
      } else run = null;
      last = isLetters && here;
      found.push(here);
    }
    return found.concat(joined);
  }
  const isSingle = ({ word, parts }) => word && !parts;

  // living, lives and lived look for “liv…”.
  const stem = (word) => {
    if (word.length === 4) return word.replace(/([^isu])s$/, "$1");
    const cut = word.replace(/(?:'s|ies|es|s|ing|ed|e|y)$/, "");
    return word.length > 4 && cut.length > 2 ? cut : word;
  };
  // The ways to look for what an index names: word by word, and where hyphens join all of it, as one word.
  const waysOf = (written) => {
    const words = wordsOf(written);
    const way = words.filter(isSingle).map(({ word }) => stem(word));
    const whole = words.filter(({ parts }) => parts === way.length).map(({ word }) => [stem(word)]);
    return [way, ...whole].filter((each) => each.length).map((each) => ({ way: each, written }));
  };
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
  function inOneFile({ pages, also, synonyms }) {
    const words = pages.map(([, title, , text]) => [wordsOf(title), wordsOf(text)]);
    return {
      also,
      synonyms,
      page: async (number) => pages[number],
      vocabulary: async () => [].concat(...words.map((both) => [].concat(...both).map(({ word }) => word))),
      standings: async (way) =>
        words
          .map(([title, text], number) => [number, places(title, way).length > 0, places(text, way).length])
          .filter(([, inTitle, times]) => inTitle || times),
    };
  }

  // The same of a large plan, of which only the pieces are fetched that a search needs. `search_index.py` cuts them.
  function inPieces({ pieces, pagesInAPiece, words, also, synonyms }) {
    const kept = {};
    const piece = (name) => kept[name] || (kept[name] = fetched(`${home}${pieces.slice(1)}${name}.json`, "default"));
    // The pieces with the words from the first to the last: each ends where the next begins.
    const between = (first, last) =>
      words.map((_, number) => number).filter((number) => words[number] <= last && !(words[number + 1] <= first));
    const piecesFor = ([stemmed]) =>
      [].concat(...formsOf(stemmed).map((form) => between(form, stemmed.length > 3 ? form + "\uffff" : form)));
    return {
      also,
      synonyms,
      page: async (number) => (await piece(`pages-${Math.floor(number / pagesInAPiece)}`))[number % pagesInAPiece],
      vocabulary: () => piece("vocabulary"),
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

  // What to look for: for each word or phrase that was asked, the ways to say it, and others that mean the same.
  function terms(index) {
    const [also, synonyms] = [index.also, index.synonyms].map((all) => all.map((ways) => [].concat(...ways.map(waysOf))));
    const has = (group, ways) => group.some(({ way }) => ways.some((each) => "" + each.way === "" + way));
    const words = wordsOf(asked);
    const left = words.filter(isSingle).map(({ word }) => stem(word));
    const found = [];
    const named = [].concat(...also, ...synonyms).sort((one, other) => other.way.length - one.way.length);
    for (const each of named) {
      const at = left.findIndex((_, from) => each.way.every((part, next) => left[from + next] === part));
      if (at < 0) continue;
      const ways = [each].concat(...also.filter((group) => has(group, [each])));
      const others = [].concat(...synonyms.filter((group) => has(group, ways)));
      found.push({ ways, others: others.filter((other) => !has(ways, [other])) });
      left.fill("", at, at + each.way.length);
    }
    const single = (word) => ({ ways: [{ way: [word] }], others: [] });
    for (const { word, at, parts } of words.filter(({ parts }) => parts)) {
      const apart = left.slice(at, at + parts);
      if (!apart.every(Boolean)) continue;
      found.push({ ...single(stem(word)), apart: apart.map(single) });
      left.fill("", at, at + parts);
    }
    const telling = left.filter((word) => word && !IDLE.has(word));
    return found.concat((telling.length || found.length ? telling : left.filter(Boolean)).map(single));
  }

  function nearest(word, vocabulary) {
    // Few letters may differ, or a rightly spelt word that the plan lacks would become another word.
    const most = word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
    const ends = (each) => each[0] + each.slice(-1);
    let best = { far: most + 1 };
    for (const each of vocabulary) {
      if (!most || Math.abs(stem(each).length - stem(word).length) > most + 1) continue;
      const letters = Math.min(distance(word, each), distance(stem(word), stem(each)));
      // Of words that are equally near, one that begins and ends alike is meant.
      const far = letters + (ends(each) === ends(word) ? 0 : 0.5);
      if (letters <= most && (far < best.far || (far === best.far && each < best.word))) best = { word: each, far };
    }
    return best.word;
  }

  // What was asked is kept, and another spelling only offered: “exclusion” is no slip for “inclusion”.
  async function search(index) {
    let instead = asked;
    const standingsOf = (ways) => Promise.all(ways.map(({ way }) => index.standings(way)));
    const isThere = async ({ ways, others }) => (await standingsOf(ways.concat(others))).some((each) => each.length);
    const wanted = [];
    for (const term of terms(index)) {
      const isFound = await isThere(term);
      wanted.push(...(isFound || !term.apart ? [term] : term.apart));
      if (isFound || term.ways.length > 1 || term.ways[0].way.length > 1) continue;
      const { word, from, to } = wordsOf(asked).find((each) => stem(each.word) === term.ways[0].way[0]);
      const others = [].concat(...[].concat(...index.also, ...index.synonyms).map(wordsOf)).map(({ word }) => word);
      const near = nearest(word, new Set(others.concat(await index.vocabulary())));
      if (near) instead = instead.replace(asked.slice(from, to), near);
    }

    const pages = [];
    const besides = new Set();
    for (const { ways, others } of wanted) {
      const here = [];
      const add = (standings, isAsked) => {
        for (const [page, inTitle, times] of [].concat(...standings)) {
          const [title, sum, asked] = here[page] || [false, 0, false];
          here[page] = [title || inTitle, sum + times, asked || isAsked];
        }
      };
      add(await standingsOf(ways), true);
      const standings = await standingsOf(others);
      others.forEach(({ written }, number) => standings[number].length && besides.add(written));
      add(standings, false);
      here.forEach(([inTitle, times, isAsked], page) => {
        const { has, score } = pages[page] || { has: 0, score: 0 };
        pages[page] = { page, has: has + 1, score: score + isAsked * 20 + (inTitle ? 10 : 0) + Math.min(times, 5) };
      });
    }
    const found = pages.filter(Boolean).sort((one, other) => other.has - one.has || other.score - one.score);
    const whole = found.filter(({ has }) => has === wanted.length);
    return { found: whole.length ? whole : found, isPart: !whole.length && found.length > 0, instead, wanted, besides };
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

  function listed(words) {
    const quoted = words.map((each) => `“${each}”`);
    const last = quoted.pop();
    return quoted.length ? `${quoted.join(", ")} and ${last}` : last;
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
    const ways = [].concat(...wanted.map(({ ways, others }) => ways.concat(others)));
    const placesIn = (words) => [].concat(...ways.map(({ way }) => places(words, way)));
    const link = marked(element("a"), title, 0, title.length, placesIn(wordsOf(title)));
    link.href = home + address.slice(1);
    const heading = element("h3");
    heading.append(link);
    const item = element("li");
    item.append(heading, element("p", kind, "results-kind"), excerpt(title, text, placesIn(wordsOf(text))));
    return item;
  }

  function offered(words) {
    const link = element("a", `Did you mean “${words}”?`, "alone");
    link.href = "?q=" + encodeURIComponent(words);
    const made = element("p");
    made.append(link);
    return made;
  }

  async function show(index, { found, isPart, instead, wanted, besides }) {
    const list = element("ol", "", "results-list");
    list.setAttribute("role", "list");
    const more = async (from) => {
      const pages = await Promise.all(found.slice(from, Math.min(from + AT_ONCE, MOST)).map(({ page }) => index.page(page)));
      list.append(...pages.map((page) => result(page, wanted)));
    };
    await more(0);
    const count = found.length;
    let words = `We found ${count === 1 ? "1 page" : `${count} pages`} for “${asked}”.`;
    if (isPart) words = `No page has all your words. ${count === 1 ? "1 page has" : `${count} pages have`} some of them.`;
    if (besides.size) words += ` We also looked for ${listed([...besides])}.`;
    if (!count) words = `We found nothing for “${asked}”. Try another word, or choose from everything below.`;
    if (count > MOST) words += ` These are the first ${MOST}.`;
    status.textContent = words;
    document.title = `${asked}: ${count} found – ${document.title}`;
    if (instead !== asked && (isPart || !count)) place.append(offered(instead));
    if (count) place.append(element("h2", "What we found"), list);
    for (let from = AT_ONCE; from < Math.min(count, MOST); from += AT_ONCE) await more(from);
  }
})();
