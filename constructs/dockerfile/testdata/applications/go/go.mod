module acme.dev/proxy

go 1.24.3

require golang.org/x/time v0.9.0
