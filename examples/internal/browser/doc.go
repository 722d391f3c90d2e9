// Package browser is for tests that look at a page: it finds or installs a headless Chromium and speaks the DevTools
// protocol to it, through a pipe. It is a few calls of that protocol, and spares everybody who builds this module a client
// of the whole of it.
package browser
