// Package dockerfile writes the Dockerfile that an application lacks, and judges the one that it has.
//
// Find looks at the folder of an application, by its lock and version files and its Procfile. Files are the Dockerfile
// and the .dockerignore for what was found, with a comment that says why each line is there; Write puts them into the
// folder, whole or not at all, and never over a file that exists.
//
//	application, err := dockerfile.Find(os.DirFS("app"))
//	if err == nil && application.Dockerfile == "" {
//		files, err := application.Files()
//		if err == nil {
//			err = dockerfile.Write("app", files)
//		}
//	}
//
// Read parses a Dockerfile with BuildKit's own parser. What would fail on Fargate, or tell a secret, is a mistake; what
// works and is not what is meant is a notice.
//
// The package is pure Go: it needs no Node, and no Docker.
package dockerfile
