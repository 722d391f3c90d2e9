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
def members:
  [(to_entries[] | select(.key != "containerDefinitions")),
    {key: "containers", value: ([.containerDefinitions[]?.name] | sort)},
    (.containerDefinitions[]? | .name as $name | to_entries[] | {key: "\($name).\(.key)", value})]
  | from_entries;
($file[0] | normal | members) as $a | ($known[0] | normal | members) as $b
| if ($file | length) != 1 then "one task definition is wanted" else $a + $b | keys[] | select($a[.] != $b[.]) end
