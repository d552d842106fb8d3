// Tells decap-cms what the files of a plan are, and starts it with config.json.
import { isMap, isScalar, isSeq, parseDocument, stringify, visit } from './yaml/index.js';

// --- from a file: every scalar is text, as the plan's own reader has it ---

// decap shows an empty form for a file that cannot be read; saving that would wipe the file out.
const UNREADABLE = 'This file cannot be read. `plan check` says what to mend in it.';
const EMPTY_WORDS = /^(~|null|Null|NULL)?$/;
const YES = /^(true|yes)$/i;
const NO = /^(false|no)$/i;

// As every editor and every system leaves a file: one kind of line end, and no mark before the first word.
const plain = text => (text ?? '').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

function paragraphs({ type, value }) {
  if (type === 'PLAIN' && EMPTY_WORDS.test(value)) return '';
  const parts = type === 'BLOCK_LITERAL' ? value.split(/\n[ \t]*\n/) : value.split('\n');
  return parts.map(part => part.replace(/[ \t\n]+/g, ' ').trim()).filter(Boolean).join('\n\n');
}

function partOf(node, fields = []) {
  const described = name => fields.find(field => field.name === name);
  return Object.fromEntries(node.items.map(({ key, value }) => [key.value, valueOf(value, described(key.value))]));
}

function valueOf(node, field = {}) {
  if (isMap(node)) return field.is_one ? [partOf(node, field.fields)] : partOf(node, field.fields);
  if (isSeq(node)) return node.items.map(item => (isMap(item) ? partOf(item, field.fields) : valueOf(item, field.field)));
  const text = isScalar(node) ? paragraphs(node) : '';
  if (field.widget === 'boolean') return YES.test(text);
  return field.widget === 'number' && /^[0-9]+$/.test(text) ? Number(text) : text;
}

const isNothing = node => !node || (isScalar(node) && node.type === 'PLAIN' && EMPTY_WORDS.test(node.value));
const hasItems = (node, fields) => isSeq(node) && node.items.every(item => isMap(item) && hasShape(item, fields));

function hasShape(part, fields = []) {
  return part.items.every(({ key, value }) => isShown(value, fields.find(field => field.name === key.value)));
}

// Whether a form shows all that a field holds: what it does not show, it would write over.
function isShown(node, field) {
  if (!field || isNothing(node)) return true; // a field that no form knows is kept as it is
  if (field.is_one) return isMap(node) && hasShape(node, field.fields);
  if (field.fields) return hasItems(node, field.fields);
  if (field.widget === 'list') return isSeq(node) && node.items.every(isScalar);
  if (field.widget === 'boolean') return isScalar(node) && (YES.test(node.value) || NO.test(node.value));
  return isScalar(node);
}

// Anchors, aliases, tags, and names that are no words: what a form writes has none.
function isMarked(document) {
  let found = false;
  const mark = () => {
    found = true;
    return visit.BREAK;
  };
  visit(document, {
    Alias: mark,
    Pair: (_, { key }) => (isScalar(key) ? undefined : mark()),
    Value: (_, node) => (node.anchor || node.tag ? mark() : undefined),
  });
  return found;
}

function read(text, fields) {
  const document = parseDocument(plain(text), { schema: 'failsafe' });
  const root = document.contents;
  if (document.errors.length || isMarked(document)) return { [UNREADABLE]: true };
  if (isNothing(root)) return {};
  if (isList(fields)) return hasItems(root, fields[0].fields) ? { records: valueOf(root, fields[0]) } : { [UNREADABLE]: true };
  return isMap(root) && hasShape(root, fields) ? partOf(root, fields) : { [UNREADABLE]: true };
}

// A file that is a list stands in one field: decap knows no such files.
const isList = fields => fields[0].name === 'records';

// --- to a file: what an editor left empty is left out ---

const hasWords = value => value !== undefined;

function written(value, field = {}) {
  if (Array.isArray(value)) {
    const items = value.map(item => written(item, { fields: field.fields })).filter(hasWords);
    if (field.is_one) return items[0];
    return items.length ? items : undefined;
  }
  if (value !== null && typeof value === 'object') return writtenPart(value, field.fields);
  const text = String(value ?? '').trim();
  if (!text) return undefined;
  return text.includes('\n') ? `${text}\n` : text;
}

// In the order of the model; a field that it does not know is kept, so that `plan check` can name it.
function writtenPart(part, fields = []) {
  const names = new Set([...fields.map(field => field.name), ...Object.keys(part)]);
  const pairs = [...names]
    .map(name => [name, written(part[name], fields.find(field => field.name === name))])
    .filter(([, value]) => hasWords(value));
  return pairs.length ? Object.fromEntries(pairs) : undefined;
}

// The words for nothing are quoted where they are meant as words.
const asYaml = value => stringify(value, { schema: 'failsafe', customTags: ['null'], lineWidth: 0 });

// --- the three shapes of a file ---

const record = fields => ({
  fromFile: text => read(text, fields),
  toFile: data => asYaml(writtenPart(data, fields) ?? {}),
});

const list = fields => ({
  fromFile: text => read(text, fields),
  toFile: data => (written(data.records, fields[0]) ?? []).map(item => asYaml([item])).join('\n') || '[]\n',
});

const FRONT_MATTER = /^--- *\n([^]*?)\n--- *(?:\n|$)/;

const page = fields => ({
  fromFile: typed => {
    const text = plain(typed);
    const [head, matter] = FRONT_MATTER.exec(text) ?? ['', ''];
    return { ...read(matter, fields), body: text.slice(head.length) };
  },
  toFile: ({ body, ...matter }) => `---\n${asYaml(writtenPart(matter, fields) ?? {})}---\n${body ?? ''}`,
});

function register({ format, extension, fields, files }) {
  const own = fields ?? files[0].fields;
  const shape = extension === 'md' ? page : isList(own) ? list : record;
  const { fromFile, toFile } = shape(own);
  const toFileOnceRead = data => {
    if (data[UNREADABLE]) throw told(UNREADABLE);
    return toFile(data);
  };
  window.CMS.registerCustomFormat(format, extension ?? 'yml', { fromFile, toFile: toFileOnceRead });
}

// --- what is wrong ---

// decap shows an error with its name, which says nothing to an editor.
const told = words => Object.assign(new Error(words), { name: '' });

const CHANGED = 'This file has changed since you opened it. Reload the page.';
const CLOSED = 'Is ‘make edit’ still running? Your words are still here.';

// On an editor's own computer: what was mended elsewhere while a form was open is not written over.
function careful(ask, api) {
  const asRead = new Map();
  const questionOf = (action, params) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action, params }),
  });
  const asked = question => ask(api, question).catch(() => Promise.reject(told(CLOSED)));
  const textNow = async path => (await (await asked(questionOf('getEntry', { branch: 'here', path }))).json()).data;

  return async (address, question) => {
    if (address !== api) return ask(address, question);
    const { action, params } = JSON.parse(question.body);
    const saved = action === 'persistEntry' ? (params.dataFiles ?? [params.entry]) : [];
    for (const { path } of saved) if ((await textNow(path)) !== (asRead.get(path) ?? null)) throw told(CHANGED);
    const answer = await asked(question);
    if (!answer.ok) return answer;
    if (action === 'getEntry') asRead.set(params.path, (await answer.clone().json()).data);
    saved.forEach(({ path, raw }) => asRead.set(path, raw));
    return answer;
  };
}

// decap marks what is wrong, but does not show it where it is off the screen.
const ERRORS = 'ul[class*="ControlErrorsList"]';
const NOTICE_STAYS = 8000; // milliseconds, as long as decap's own

function showWhatIsWrong() {
  const lists = [...document.querySelectorAll(ERRORS)].filter(list => list.textContent);
  if (!lists.length) return;
  let place = lists[0];
  while (!place.getClientRects().length) place = place.parentElement; // in an item that is folded
  place.scrollIntoView({ block: 'center' });
  const notice = Object.assign(document.createElement('p'), { className: 'notice', role: 'alert' });
  notice.textContent = `Not saved: ${lists.length === 1 ? '1 field has' : `${lists.length} fields have`} to be mended.`;
  document.querySelector('.notice')?.remove();
  document.body.append(notice);
  setTimeout(() => notice.remove(), NOTICE_STAYS);
}

// decap marks the fields while it handles the click.
function watchFor(buttons) {
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button, [role="menuitem"]');
    if (button && buttons.includes(button.textContent.trim())) setTimeout(showWhatIsWrong, 100);
  });
}

// --- start ---

function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

const WORDS = {
  editor: {
    editorControlPane: { widget: { regexPattern: '%{fieldLabel}: %{pattern}.' } },
    editorToolbar: { unsavedChanges: 'Not saved yet', changesSaved: 'Nothing left to save', save: 'Save' },
  },
  ui: {
    toast: {
      missingRequiredField: 'Not saved: something that must be there is still empty. It is marked in red.',
      onFailToPersist: 'Not saved. Your words are still here. %{details}',
    },
  },
};

// On an editor's own computer nothing is published: a file is saved.
const WORDS_OF_THIS_COMPUTER = {
  auth: { login: 'Start' },
  editor: {
    editor: { onDeletePublishedEntry: 'Are you sure? This deletes the file.' },
    editorControlPane: WORDS.editor.editorControlPane,
    editorToolbar: {
      ...WORDS.editor.editorToolbar,
      publish: 'Save',
      publishing: 'Saving …',
      published: 'Saved',
      publishNow: 'Save now',
      publishAndCreateNew: 'Save and start another',
      publishAndDuplicate: 'Save and make a copy',
    },
  },
  ui: { toast: { ...WORDS.ui.toast, onFailToPersist: 'Not saved. %{details}' } },
};
const BUTTONS_OF_THIS_COMPUTER = ['Save now', 'Save and start another', 'Save and make a copy'];

window.CMS_MANUAL_INIT = true;
const answer = await fetch('config.json');
if (!answer.ok) {
  document.body.textContent = await answer.text();
  throw new Error('There is nothing to show forms for.');
}
const config = await answer.json();
const isHere = config.backend.name === 'proxy';
if (isHere) window.fetch = careful(window.fetch.bind(window), config.backend.proxy_url);
document.documentElement.classList.toggle('here', isHere);
await loaded('decap-cms.js');
window.CMS.registerLocale(config.locale, isHere ? WORDS_OF_THIS_COMPUTER : WORDS);
watchFor(isHere ? BUTTONS_OF_THIS_COMPUTER : ['Save']);
config.collections.forEach(register);
window.CMS.init({ config });
