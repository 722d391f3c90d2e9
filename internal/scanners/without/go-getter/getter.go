// Package getter stands in for the downloader of Terraform modules that both scanners are built with. Nothing is
// downloaded here, and the real one brings the SDKs of three clouds: some 400 packages to compile.
package getter

import (
	"context"
	"errors"
)

// Getter would download from one kind of source.
type Getter any

// Getters are the kinds of sources.
var Getters = map[string]Getter{}

// FileGetter would copy from the disk.
type FileGetter struct{ Copy bool }

// ClientMode tells what is asked for.
type ClientMode uint

// ClientModeAny asks for a file or a folder.
const ClientModeAny ClientMode = 1

// ClientOption would change a client.
type ClientOption func(*Client) error

// Client would download what lies at Src to Dst.
type Client struct {
	Ctx           context.Context
	Src, Dst, Pwd string
	Getters       map[string]Getter
	Mode          ClientMode
	Options       []ClientOption
}

// Get refuses.
func (*Client) Get() error { return errors.New("modules are not downloaded") }
