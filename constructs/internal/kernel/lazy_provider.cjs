// Loaded into the jsii kernel with NODE_OPTIONS=--require.
// The AWS provider's index requires 2,123 modules on load, of which a stack uses a few dozen. This turns each eager
// require line of that one file into a getter. Nothing else is touched; when the file's shape is not as expected it is
// loaded as it is.
'use strict';
const Module = require('module');
const path = require('path');
const tail = path.join('@cdktf', 'provider-aws', 'lib', 'index.js');
const eager = /^exports\.(\w+) = require\((['"][^'"]+['"])\);$/gm;
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, filename) {
  if (typeof filename === 'string' && filename.endsWith(tail)) {
    content = content.replace(eager, (_, name, file) =>
      `Object.defineProperty(exports, '${name}', { enumerable: true, configurable: true, get() { return require(${file}); } });`);
    Module.prototype._compile = compile;
  }
  return compile.call(this, content, filename);
};
