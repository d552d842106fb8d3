// Tells decap-cms what the files of a plan are, and starts it with config.json.
import { isMap, isScalar, isSeq, parseDocument, stringify } from './yaml/index.js';

// --- from a file: every scalar is text, as the plan's own reader has it ---

// decap shows an empty form for a file that cannot be read; saving that would wipe the file out.
const UNREADABLE = 'This file cannot be read, so nothing was saved. `plan check` says what to mend in it.';
const EMPTY_WORDS = /^(~|null|Null|NULL)?$/;

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
  if (field.widget === 'boolean') return /^(true|yes)$/i.test(text);
  return field.widget === 'number' && /^[0-9]+$/.test(text) ? Number(text) : text;
}

function read(text, fields) {
  const document = parseDocument(text, { schema: 'failsafe' });
  if (document.errors.length) return { [UNREADABLE]: true };
  const root = document.contents;
  if (isSeq(root)) return { records: valueOf(root, fields[0]) };
  return isMap(root) ? partOf(root, fields) : {};
}

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
  fromFile: text => read(text ?? '', fields),
  toFile: data => asYaml(writtenPart(data, fields) ?? {}),
});

const list = fields => ({
  fromFile: text => read(text ?? '', fields),
  toFile: data => (written(data.records, fields[0]) ?? []).map(item => asYaml([item])).join('\n') || '[]\n',
});

const FRONT_MATTER = /^--- *\n([^]*?)\n--- *(?:\n|$)/;

const page = fields => ({
  fromFile: text => {
    const [head, matter] = FRONT_MATTER.exec(text) ?? ['', ''];
    return { ...read(matter, fields), body: text.slice(head.length) };
  },
  toFile: ({ body, ...matter }) => `---\n${asYaml(writtenPart(matter, fields) ?? {})}---\n${body ?? ''}`,
});

function register({ format, extension, fields, files }) {
  const own = fields ?? files[0].fields;
  const shape = extension === 'md' ? page : own[0].name === 'records' ? list : record;
  const { fromFile, toFile } = shape(own);
  const toFileOnceRead = data => {
    if (data[UNREADABLE]) throw new Error(UNREADABLE);
    return toFile(data);
  };
  window.CMS.registerCustomFormat(format, extension ?? 'yml', { fromFile, toFile: toFileOnceRead });
}

// --- start ---

function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// On an editor's own computer nothing is published: a file is saved.
const WORDS_OF_THIS_COMPUTER = {
  auth: { login: 'Start' },
  editor: {
    editor: { onDeletePublishedEntry: 'Are you sure? This deletes the file.' },
    editorToolbar: {
      publish: 'Save',
      publishing: 'Saving …',
      published: 'Saved',
      publishNow: 'Save now',
      publishAndCreateNew: 'Save and start another',
      publishAndDuplicate: 'Save and make a copy',
      deployPreviewPendingButtonLabel: 'To see it: make serve',
    },
  },
};

window.CMS_MANUAL_INIT = true;
const config = await (await fetch('config.json')).json();
await loaded('decap-cms.js');
if (config.publish_mode === 'simple') window.CMS.registerLocale(config.locale, WORDS_OF_THIS_COMPUTER);
config.collections.forEach(register);
window.CMS.init({ config });
