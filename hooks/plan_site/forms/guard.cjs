// Goes before decap-server: only the forms' own page may talk to it, only about the plan's own folders, and only while
// `plan edit` runs.
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
  return emit.apply(this, arguments);
};

// decap-server itself keeps to the project's folder; that has the programs too, and the history.
const folders = process.env.FOLDERS.split(path.delimiter);
const isOurs = place => folders.some(folder => place === folder || place.startsWith(folder + path.sep));
for (const name of ['readFile', 'readdir', 'writeFile', 'mkdir', 'unlink', 'rename']) {
  const own = fs.promises[name];
  fs.promises[name] = async (place, ...others) => {
    const places = name === 'rename' ? [place, others[0]] : [place];
    if (!places.every(each => isOurs(path.resolve(each)))) throw new Error(`${place} is no file of the plan`);
    return own(place, ...others);
  };
}

// What starts us holds our input open; it ends when that ends, however it ends.
process.stdin.on('end', () => process.exit()).resume();
