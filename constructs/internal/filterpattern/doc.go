// Package filterpattern reads the JSON filter patterns of CloudWatch Logs metric filters and tells which log lines they
// match, as https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html describes them.
//
// A wrong pattern is accepted by AWS as long as it parses, and then counts nothing for ever. With this package a
// pattern that does not parse is a mistake at synth, and a test can prove that the lines a service writes are the lines
// its filters count.
//
// Where the documentation says nothing, a line does not match: a number that stands in a string is no number, a
// comparison of a field that is missing, null, a boolean, an array or an object is never true, not even with !=, and
// neither is any condition on a line that is no JSON object.
package filterpattern
