package aiservice

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// failure is an error in the shape of OpenAI's API.
type failure struct {
	status              int
	kind, code, message string
	param               string // of the request, that is wrong
	retryAfter          time.Duration
}

// invalidRequest is the kind of every failure that the client can mend.
const invalidRequest = "invalid_request_error"

func invalid(param, code, message string) *failure {
	return &failure{status: http.StatusBadRequest, kind: invalidRequest, code: code, param: param,
		message: message}
}

// interrupted is what a client hears whose answer was cut.
func interrupted() *failure {
	return &failure{status: http.StatusServiceUnavailable, kind: "server_error", code: "interrupted",
		retryAfter: time.Second,
		message:    "The task had to stop before the answer was complete. Ask again."}
}

func (f *failure) body() map[string]any {
	var param any
	if f.param != "" {
		param = f.param
	}
	return map[string]any{"error": map[string]any{"message": f.message, "type": f.kind, "param": param, "code": f.code}}
}

func (f *failure) write(w http.ResponseWriter) {
	if f.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(whole(f.retryAfter)))
	}
	writeJSON(w, f.status, f.body())
}

// writeJSON ignores that a client is gone: nobody is left to tell.
func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
