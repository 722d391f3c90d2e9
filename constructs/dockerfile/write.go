package dockerfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write puts files into a folder: all of them or none, and never over one that exists.
func Write(folder string, files []File) (err error) {
	var made []string // on the way: taken back where something fails
	defer func() {
		if err != nil {
			for _, name := range made {
				_ = os.Remove(name)
			}
		}
	}()
	for _, file := range files {
		path := filepath.Join(folder, file.Name)
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s: got a file that exists, want none; remove it first, it is never overwritten", path)
		}
	}
	for _, file := range files {
		path := filepath.Join(folder, file.Name)
		temporary, err := temporaryFile(folder, file)
		if err != nil {
			return err
		}
		err = os.Link(temporary, path) // unlike a rename it overwrites nothing
		if err := errors.Join(err, os.Remove(temporary)); err != nil {
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s: got a file that exists, want none; it is never overwritten", path)
			}
			return err
		}
		made = append(made, path)
	}
	return nil
}

func temporaryFile(folder string, file File) (name string, err error) {
	f, err := os.CreateTemp(folder, file.Name+".*")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(file.Text)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}
