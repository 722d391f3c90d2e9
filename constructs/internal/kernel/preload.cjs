// Loaded into the jsii kernel with NODE_OPTIONS=--require. It rewrites a few lines of five files as Node compiles them,
// for speed alone: the output is the same. Where a file does not look as expected, it is compiled as it is.
'use strict';
const fs = require('fs');
const Module = require('module');
const path = require('path');
const { Writable } = require('stream');

const once = Symbol.for('fargateai.preload'); // a program that such a program starts inherits NODE_OPTIONS
if (process[once]) return;
process[once] = true;

const rewrites = new Map([
  [path.join('bin', 'jsii-runtime.js'), inOneProcess],
  [path.join('@cdktf', 'provider-aws', 'lib', 'index.js'), withLazyExports],
  [path.join('cdktf', 'lib', 'private', 'fs.js'), withLazyArchiver],
  [path.join('cdktf', 'lib', 'tokens', 'private', 'stack-trace.js'), withoutTraces],
]);
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, filename) {
  for (const [tail, rewrite] of rewrites) {
    if (filename.endsWith(path.sep + tail)) {
      rewrites.delete(tail);
      content = rewrite(content, filename);
      break;
    }
  }
  return compile.call(this, content, filename);
};

// The AWS provider's index requires 2,123 modules on load, of which a stack uses a few dozen.
function withLazyExports(content) {
  return content.replace(/^exports\.(\w+) = require\((['"][^'"]+['"])\);$/gm, (_, name, file) =>
    `Object.defineProperty(exports, '${name}', { enumerable: true, configurable: true, get() { return require(${file}); } });`);
}

// Only a TerraformAsset of a folder packs archives.
function withLazyArchiver(content) {
  return content.replace('const archiver = require("archiver");', 'const archiver = (...args) => require("archiver")(...args);');
}

// Every token remembers the JavaScript that made it, which says nothing about the Go program that did.
function withoutTraces(content) {
  return content.replace(/^function captureStackTrace\(\w+\) \{$/m, '$&\n    return [];');
}

// jsii's entry point starts a second Node process and relays every request and response between it and Go. The program
// runs as well in the first process, with requests on stdin and responses on stdout. What CDKTF prints goes the way the
// relay sends it: one JSON object a line on stderr.
function inOneProcess(content, filename) {
  const file = path.join(path.dirname(filename), '..', 'lib', 'program.js');
  const descriptors = 'readFD:3,writeFD:3';
  if (process.platform === 'win32' || !content.includes('"lib","program.js"') || !fs.readFileSync(file, 'utf8').includes(descriptors)) {
    return content;
  }
  rewrites.set(file.slice(1), (program) => withRows(program.replace(descriptors, 'readFD:0,writeFD:1')));
  for (const name of ['stdout', 'stderr']) {
    const printed = new Writable({
      write(chunk, _, done) {
        fs.writeSync(2, JSON.stringify({ [name]: chunk.toString('base64') }) + '\n');
        done();
      },
    });
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => printed });
  }
  process.execArgv.push('--preserve-symlinks'); // set by NODE_OPTIONS; jsii looks for it here, and copies packages without it
  return `require(${JSON.stringify(file)});`;
}

// jsii reads a file of 32 MB to decode a few dozen rows of it.
function withRows(program) {
  const whole = /\(0,\w+\.readFileSync\)(\(\w+\(this,\w+,"f"\)\),"f"\)(?:,[^;]{0,120}){2},\w+=JSON\.parse\(\w+\.toString\("utf-8",)/;
  return !whole.test(program) ? program : program.replace(whole, 'openRows$1') + `
function openRows(file) {
  const fs = require('fs');
  const descriptor = fs.openSync(file);
  return {
    toString(encoding, start, end) {
      const row = Buffer.alloc(end - start);
      for (let at = 0; at < row.length;) {
        const read = fs.readSync(descriptor, row, at, row.length - at, start + at);
        if (read === 0) throw new Error(file + ' ends early');
        at += read;
      }
      return row.toString(encoding);
    },
  };
}`;
}
