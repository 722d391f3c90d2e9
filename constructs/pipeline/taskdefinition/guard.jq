# What differs between the file $file[0] and what is known, $known[0], but for the image of $container and what is
# $free: a name a line, never a value.
def default: {
DEFAULTS
};
def normal:
  del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy,
    .deregisteredAt, .deleteRequestedAt)
  | (.containerDefinitions[]? | select(.name == $container)) |= del(.image)
  | if .networkMode == "awsvpc" or .networkMode == "host" then
      (.containerDefinitions[]?.portMappings[]? | select(.hostPort == .containerPort)) |= del(.hostPort)
    else . end
  | reduce $free[] as $name (.; del(.[$name], .containerDefinitions[]?[$name]))
  | delpaths([paths(type != "object" and type != "array") as $at
      | select(getpath($at) == default[$at | map(strings) | join(".")]) | $at])
  | walk(
      if type == "object" then with_entries(select(.value != null and .value != [] and .value != {}))
      elif type == "array" and all(.[]; type == "object") then map(select(. != {})) | sort
      else . end);
def sound:
  type == "object" and ((.containerDefinitions // []) | type == "array"
    and all(.[]; type == "object" and (.name | type == "string")));
def members:
  [(to_entries[] | select(.key != "containerDefinitions")
      | if .key == "containers" or (.key | contains(".")) then .key |= "\(.) of the task" else . end),
    {key: "containers", value: ([.containerDefinitions[]?.name] | sort)},
    (.containerDefinitions[]? | .name as $name | to_entries[] | {key: "\($name).\(.key)", value})]
  | from_entries;
if ($file | length) != 1 or ($file[0] | sound | not) then "one task definition is wanted" else
  ($file[0] | normal | members) as $a | ($known[0] | normal | members) as $b
  | $a + $b | keys[] | select($a[.] != $b[.])
end
