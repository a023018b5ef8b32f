// Reads every document of cases.json as its type, and writes what the type writes.
package main

import (
	"encoding/json"
	"log"
	"os"
)

type document struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

func main() {
	bytes, err := os.ReadFile("cases.json")
	check(err)
	var cases []document
	check(json.Unmarshal(bytes, &cases))
	written := []string{}
	for _, one := range cases {
		value := newValue[one.Name]()
		check(json.Unmarshal([]byte(one.Text), value))
		text, err := json.Marshal(value)
		check(err)
		written = append(written, string(text))
	}
	text, err := json.Marshal(written)
	check(err)
	check(os.WriteFile("written.json", text, 0o600))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
