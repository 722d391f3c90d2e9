// Loaded into the jsii kernel with NODE_OPTIONS=--require. It rewrites a few lines of five files as Node compiles them,
// keeps what V8 compiled for the next start, and lets jsii finish an index that saves seconds of every later start. All
// of that is for speed alone: the output is the same. Where a file does not look as expected, it is compiled as it is.
'use strict';
const fs = require('fs');
const Module = require('module');
const path = require('path');
const { Writable } = require('stream');
const settings = require('./settings.json');

const once = Symbol.for('fargateai.preload'); // two programs, one started by the other, may both have set NODE_OPTIONS
if (process[once] || !/[\\/](bin[\\/]jsii-runtime|lib[\\/]program)\.js$/.test(process.argv[1])) return;
process[once] = true;
const exit = Symbol.for('fargateai.exit'); // what rewritten files call
const body = Symbol.for('fargateai.body');

// Ctrl-C reaches all processes of a terminal. Go ends this one when it has cleared up, by the id that stands here.
if (require('worker_threads').isMainThread) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  fs.appendFileSync(path.join(__dirname, 'pids'), `${process.pid}\n`);
}

const rewrites = new Map([
  [path.join('bin', 'jsii-runtime.js'), inOneProcess],
  [path.join('@cdktf', 'provider-aws', 'lib', 'index.js'), withLazyExports],
  [path.join('cdktf', 'lib', 'private', 'fs.js'), withLazyArchiver],
  [path.join('cdktf', 'lib', 'tokens', 'private', 'stack-trace.js'), withoutTraces],
]);
const compile = Module.prototype._compile;
const run = settings.cache ? withCodeCache(settings.cache) : compile;
Module.prototype._compile = function (content, filename, ...rest) {
  content = withoutSourceMap(content);
  for (const [tail, rewrite] of rewrites) {
    if (filename.endsWith(path.sep + tail)) {
      rewrites.delete(tail);
      content = rewrite(content, filename);
      break;
    }
  }
  return run.call(this, content, filename, ...rest);
};

// Two thirds of the packages' text are source maps, which V8 would read and keep letter by letter.
function withoutSourceMap(content) {
  const start = content.lastIndexOf('\n//# sourceMappingURL=data:');
  return start < 0 || content.indexOf('\n', start + 1) >= 0 ? content : content.slice(0, start);
}

// The AWS provider's index requires 2,123 modules on load, of which a stack uses a few dozen.
function withLazyExports(content) {
  const files = [];
  content = content.replace(/^exports\.(\w+) = require\((['"][^'"]+['"])\);$/gm, (_, name, file) => {
    files.push(`${name}: ${file}`);
    return '';
  });
  return `${content}
for (const [name, file] of Object.entries({ ${files.join(', ')} })) {
  Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => require(file) });
}`;
}

// Only a TerraformAsset of a folder packs archives.
function withLazyArchiver(content) {
  return content.replace('const archiver = require("archiver");',
    'const archiver = (...args) => require("archiver")(...args);');
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
  if (process.platform === 'win32' || !content.includes('"lib","program.js"') ||
    !fs.readFileSync(file, 'utf8').includes(descriptors)) {
    return content;
  }
  rewrites.set(file.slice(1), (program) =>
    withIndexes(withDigests(withRows(program.replace(descriptors, 'readFD:0,writeFD:1')))));
  for (const name of ['stdout', 'stderr']) {
    const printed = new Writable({
      write(chunk, _, done) {
        fs.writeSync(2, JSON.stringify({ [name]: chunk.toString('base64') }) + '\n');
        done();
      },
    });
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => printed });
  }
  // NODE_OPTIONS sets it, but jsii looks for it here, and copies packages without it.
  process.execArgv.push('--preserve-symlinks');
  return 'require("../lib/program.js");';
}

// jsii reads a file of 32 MB to decode a few dozen rows of it. The pattern has to match what a minifier wrote, but is
// worth it: a start takes 0.70 s instead of 0.77 s (Node 24, two cores, medians of 21 runs, each in turn).
function withRows(program) {
  const uses = /\(\w+\(this,\w+,"f"\)\),"f"\)(?:,[^;]{0,120}){2},\w+=JSON\.parse\(\w+\.toString\("utf-8",/;
  const reads = new RegExp(`\\(0,\\w+\\.readFileSync\\)(?=${uses.source})`);
  return !reads.test(program) ? program : program.replace(reads, 'openRows') + `
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

// jsii finds an unpacked package by the digest of its archive. Go knows that of the largest one: see digest.go.
function withDigests(program) {
  return program.replace(/function digestFile\(\w+,\.\.\.(\w+)\)\{/, (start, key) =>
    `${start}const known=${JSON.stringify(settings.digests)}[${key}.join("@")];` +
    'if(known)return Buffer.from(known,"hex");');
}

// jsii indexes a package when it first loads it, in a thread that ends with the program. The AWS provider's takes
// longer than most programs, and each start without it takes seconds: so the first program waits for it.
function withIndexes(program) {
  const threads = require('worker_threads');
  let running = 0;
  let end;
  threads.Worker = class extends threads.Worker {
    constructor(file, options) {
      super(file, options);
      try {
        fs.accessSync(options.workerData.packageDir, fs.constants.W_OK);
      } catch {
        return; // it cannot write the index, now or ever
      }
      running++;
      this.once('exit', () => {
        running--;
        if (running === 0 && end) end();
      });
    }
  };
  process[exit] = (code) => {
    end = () => process.exit(code);
    if (running === 0) end();
  };
  return program.replace('process.exit.bind(process)', "process[Symbol.for('fargateai.exit')]");
}

// withCodeCache keeps the code that V8 made of all modules in one file, by the digest of their text: a start takes
// 0.70 s instead of 0.81 s (measured as above). V8 takes code on trust, so the file starts with a digest of itself; the
// folder is the user's alone: see cache.go. Whatever goes wrong with it, modules are compiled as ever.
function withCodeCache(dir) {
  const crypto = require('crypto');
  const v8 = require('v8');
  const vm = require('vm');
  const most = 16 << 20;
  const digest = (data) => crypto.createHash('sha256').update(data).digest();
  const file = path.join(dir, `code-${process.version}-${process.arch}-${v8.cachedDataVersionTag()}`);
  let known = new Map();
  try {
    const text = fs.readFileSync(file);
    if (digest(text.subarray(32)).equals(text.subarray(0, 32))) known = v8.deserialize(text.subarray(32));
  } catch {}

  const compiled = new Map();
  process.on('exit', () => { // by now, V8 has also compiled what the modules call
    if (compiled.size === 0) return;
    try {
      for (const [key, script] of compiled) known.set(key, script.createCachedData());
      let size = 0;
      for (const code of known.values()) size += code.length;
      const data = v8.serialize(size < most ? known : new Map());
      const temporary = `${file}.${process.pid}`;
      fs.writeFileSync(temporary, Buffer.concat([digest(data), data]), { mode: 0o600 });
      fs.renameSync(temporary, file);
    } catch {}
  });

  return function (content, filename, ...rest) {
    const key = digest(content).toString('latin1');
    try {
      if (content.includes('import(')) throw new Error('Node resolves an import() only in what it compiled itself');
      const script = new vm.Script(Module.wrap(content), { filename, cachedData: known.get(key) });
      if (!known.has(key) || script.cachedDataRejected) compiled.set(key, script);
      process[body] = script.runInThisContext();
    } catch {
      return compile.call(this, content, filename, ...rest);
    }
    const call = "return process[Symbol.for('fargateai.body')].apply(this, arguments);";
    return compile.call(this, call, filename, ...rest); // Node makes what a module is called with
  };
}
