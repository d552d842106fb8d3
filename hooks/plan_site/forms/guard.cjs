// Goes before decap-server: only the forms' own page may talk to it, only about the plan's own folders, and only while
// `plan edit` runs.
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');
const http = require('http');
const path = require('path');

// A page elsewhere may give its own name the address 127.0.0.1, so the browser alone does not keep it out.
const { emit } = http.Server.prototype;
http.Server.prototype.emit = function (event, request, response) {
  const { host, origin } = event === 'request' ? request.headers : {};
  const isForUs = host === `127.0.0.1:${process.env.PORT}` && (origin === undefined || origin === process.env.ORIGIN);
  if (event === 'request' && !isForUs) {
    response.writeHead(403).end();
    return true;
  }
  if (event !== 'request') return emit.apply(this, arguments);
  return answers.run(truthful(response), () => emit.apply(this, arguments));
};

// decap-server says that a file was deleted, moved or not there, whether that is so or not, and does not always wait for
// it: so an answer waits for what it tells of, and one that would not be true becomes a fault.
const answers = new AsyncLocalStorage();
function truthful(response) {
  const told = { work: new Set(), faults: [] };
  const { end } = response;
  response.end = function (body, ...others) {
    whenDone(told.work).then(() => {
      if (told.faults.length && !response.headersSent) {
        body = JSON.stringify({ error: told.faults.join(' ') });
        response.statusCode = 500;
        response.removeHeader('ETag');
        response.setHeader('Content-Length', Buffer.byteLength(body));
      }
      end.call(response, body, ...others);
    });
    return response;
  };
  return told;
}

async function whenDone(work) {
  await new Promise(setImmediate);
  while (work.size) {
    await Promise.allSettled(work);
    await new Promise(setImmediate);
  }
}

function awaited(work, onFault = () => {}) {
  const told = answers.getStore();
  if (!told) return work;
  told.work.add(work);
  work.catch(error => onFault(told.faults, error)).finally(() => told.work.delete(work));
  return work;
}
const noted = work => awaited(work, (faults, error) => error.code === 'ENOENT' || faults.push(error.message));
for (const name of ['realpath', 'lstat', 'stat', 'access']) {
  const own = fs.promises[name];
  fs.promises[name] = (...given) => awaited(own(...given));
}
process.on('unhandledRejection', () => {}); // it was told in the answer

// decap-server itself keeps to the project's folder; that has the programs too, and the history.
const folders = process.env.FOLDERS.split(path.delimiter);
const isOurs = place => folders.some(folder => place === folder || place.startsWith(folder + path.sep));
for (const name of ['readFile', 'readdir', 'writeFile', 'mkdir', 'unlink', 'rename']) {
  const own = fs.promises[name];
  const kept = async (place, ...others) => {
    const places = name === 'rename' ? [place, others[0]] : [place];
    if (!places.every(each => isOurs(path.resolve(each)))) throw new Error(`${place} is no file of the plan`);
    return own(place, ...others);
  };
  fs.promises[name] = name === 'readFile' ? kept : (...given) => noted(kept(...given));
}

// What starts us holds our input open; it ends when that ends, however it ends.
process.stdin.on('end', () => process.exit()).resume();
