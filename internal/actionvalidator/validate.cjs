// Reads {name: workflow} from stdin; writes {name: errors} of those that action-validator refuses.
const { readFileSync } = require("node:fs");
const { validateWorkflow } = require(process.argv[1]);

const refused = {};
for (const [name, workflow] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const { errors } = validateWorkflow(workflow);
  if (errors.length > 0) refused[name] = errors;
}
console.log(JSON.stringify(refused));
