package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// opening is an attribute that decides whether others reach something.
type opening struct {
	kinds, path string
	open        func(v any) bool
	opened      string // in words, where it is open afterwards and was not before
	closed      string
}

var openings = []opening{
	{"aws_lb", "internal", isFalse, "it gets public addresses: the internet finds it",
		"it has private addresses only"},
	{"aws_ecs_service", "network_configuration.assign_public_ip", isTrue, "its tasks get public addresses",
		"its tasks have private addresses only"},
	{"aws_subnet", "map_public_ip_on_launch", isTrue, "what starts in it gets a public address",
		"what starts in it has a private address only"},
	{"aws_db_instance aws_rds_cluster_instance aws_redshift_cluster aws_dms_replication_instance aws_mq_broker " +
		"aws_neptune_cluster_instance aws_docdb_cluster_instance aws_redshiftserverless_workgroup", "publicly_accessible",
		isTrue, "it gets a public address", "it has a private address only"},
	{"aws_instance aws_launch_configuration", "associate_public_ip_address", isTrue, "it gets a public address",
		"it has a private address only"},
	{"aws_launch_template", "network_interfaces.associate_public_ip_address", isTrue,
		"what starts from it gets a public " +
			"address", "what starts from it has a private address only"},
	{"aws_lambda_function_url", "authorization_type", anyOf("NONE"), "everyone may call it", "it asks who calls"},
	{"aws_apigatewayv2_route aws_api_gateway_method", "authorization_type", unsetOr("NONE"), "everyone may call it",
		"it asks who calls"},
	{"aws_api_gateway_method", "authorization", unsetOr("NONE"), "everyone may call it", "it asks who calls"},
	{"aws_api_gateway_rest_api", "endpoint_configuration.types", notPrivate, "it is on the internet",
		"it is in the network only"},
	{"aws_apprunner_service", "network_configuration.ingress_configuration.is_publicly_accessible", onByDefault,
		"it is on the internet", "it is in the network only"},
	{"aws_cognito_user_pool", "admin_create_user_config.allow_admin_create_user_only", isFalse,
		"everyone may make himself a user", "only administrators make users"},
	{"aws_lb", "enable_waf_fail_open", isTrue, "requests pass where the WAF does not answer",
		"requests are refused where the WAF does not answer"},
	{"aws_eks_cluster", "vpc_config.endpoint_public_access", onByDefault, "its API is on the internet",
		"its API is in the network only"},
	{"aws_ecs_service", "enable_execute_command", isTrue, "a shell can be opened in its tasks",
		"no shell can be opened in its tasks"},
	{"aws_vpc_endpoint_service", "acceptance_required", off, "who connects to it needs no consent",
		"who connects to it needs consent"},
	{"aws_lb_listener", "mutual_authentication.mode", unsetOr("off", "passthrough"), "clients need no certificate",
		"clients need a certificate"},
	{"aws_cloudfront_distribution", "viewer_certificate.cloudfront_default_certificate", isTrue,
		"it serves the default certificate", "it serves a certificate of its own"},
	{"aws_wafv2_web_acl", "default_action.allow", allows, "requests that no rule matches are let through",
		"requests that no rule matches are blocked"},
	{"aws_sagemaker_notebook_instance", "direct_internet_access", unsetOr("Enabled"), "it reaches the internet",
		"it reaches the network only"},
	{"aws_sagemaker_domain", "app_network_access_type", unsetOr("PublicInternetOnly"), "it reaches the internet",
		"it reaches the network only"},
	{"aws_appsync_graphql_api", "visibility", unsetOr("GLOBAL"), "it is on the internet", "it is in the network only"},
	{"aws_ec2_transit_gateway", "auto_accept_shared_attachments", anyOf("enable"),
		"networks of other accounts are connected without consent", "who connects to it needs consent"},
	{"aws_s3_bucket_public_access_block aws_s3_account_public_access_block", "block_public_acls", isFalse,
		"ACLs may make objects public", "no ACL makes an object public"},
	{"aws_s3_bucket_public_access_block aws_s3_account_public_access_block", blockPublicPolicy, isFalse,
		"a policy may make it public", "no policy makes it public"},
	{"aws_s3_bucket_public_access_block aws_s3_account_public_access_block", ignorePublicACLs, isFalse,
		"public ACLs count", "public ACLs do not count"},
	{"aws_s3_bucket_public_access_block aws_s3_account_public_access_block", "restrict_public_buckets", isFalse,
		"a public policy counts for everyone", "a public policy counts for the own account only"},
}

// notPrivate is the kind of an API's endpoint that has an address on the internet.
func notPrivate(v any) bool { return !slices.Contains(words(v), "PRIVATE") }

// allows is the block allow, which is there or not.
func allows(v any) bool { return v != nil && len(check.List(v)) > 0 }

// passage is a type that lets something through to others, whatever its attributes are.
type passage struct{ made, gone, path string }

// passages by type; path is the beginning of the attributes that say from where to where.
var passages = map[string]passage{
	"aws_lb_listener":      {"it opens a port", "its port is closed", "port protocol default_action load_balancer_arn"},
	"aws_lb_listener_rule": {"it routes requests", "it routes no requests any more", "action condition listener_arn"},
	"aws_route": {"traffic has another way", "traffic has this way no more", "destination gateway_id nat_gateway_id " +
		"transit_gateway_id vpc_peering_connection_id network_interface_id vpc_endpoint_id carrier_gateway_id " +
		"egress_only_gateway_id core_network_arn local_gateway_id"},
	"aws_route_table":             {"", "", "route"},
	"aws_route_table_association": {"", "", "route_table_id"},
	"aws_internet_gateway": {"the network is connected to the internet",
		"the network is cut off from the internet", "vpc_id"},
	"aws_vpc_peering_connection": {"another network is connected", "another network is cut off", "peer"},
	"aws_vpc_peering_connection_accepter": {"another network is connected", "another network is cut off",
		"vpc_peering"},
	"aws_ec2_transit_gateway_vpc_attachment": {"other networks are connected", "other networks are cut off",
		"transit subnet_ids"},
	"aws_vpn_connection": {"another network is connected", "another network is cut off",
		"customer_gateway"},
	"aws_dx_gateway_association": {"another network is connected", "another network is cut off",
		"allowed_prefixes"},
	"aws_vpc_endpoint_service": {"other networks may connect to it",
		"other networks do not connect to it any more", "allowed_principals"},
	"aws_vpclattice_service_network_vpc_association": {"other networks are connected", "other networks are cut off",
		"service_network"},
	"aws_route53_record": {"the name leads somewhere", "the name leads nowhere",
		"records alias name type"},
	"aws_cloudfront_distribution": {"the internet reaches what is behind it",
		"nothing is behind it any more", "origin default_cache ordered_cache viewer aliases"},
	"aws_globalaccelerator_endpoint_group": {"the internet reaches what is behind it",
		"nothing is behind it any more", "endpoint"},
	"aws_globalaccelerator_listener": {"the internet reaches another port",
		"the internet reaches the port no more", "port_range protocol"},
	"aws_ec2_client_vpn_endpoint": {"clients come into the network", "no clients come into the network any more",
		"authentication_options client_cidr_block security_group_ids"},
	"aws_ec2_client_vpn_authorization_rule": {"clients of the VPN reach another network",
		"clients of the VPN reach the network no more", "target_network_cidr access_group_id authorize_all_groups"},
	"aws_ec2_client_vpn_route": {"clients of the VPN have another way", "clients of the VPN have this way no more",
		"destination_cidr_block target_vpc_subnet_id"},
	"aws_cognito_user_pool_client": {"", "", "callback_urls logout_urls allowed_oauth explicit_auth_flows " +
		"supported_identity_providers"},
	"aws_ecrpublic_repository": {"everyone may pull its images", "nobody may pull its images any more",
		"repository_name"},
	"aws_apigatewayv2_integration": {"calls lead somewhere", "calls lead nowhere", "integration_uri connection"},
	"aws_api_gateway_integration":  {"calls lead somewhere", "calls lead nowhere", "uri connection"},
	"aws_network_acl_rule": {"the subnets' own rules let more through", "the subnets' own rules let less through",
		"cidr egress protocol rule from to ipv6"},
	"aws_network_acl": {"the subnets' own rules change", "the subnets' own rules change",
		"ingress egress subnet_ids"},
	"aws_default_network_acl": {"the subnets' own rules change", "the subnets' own rules change",
		"ingress egress subnet_ids"},
	"aws_eks_cluster":         {"", "", "vpc_config[0].public_access_cidrs"},
	"aws_db_snapshot":         {"", "", sharedAccounts},
	"aws_db_cluster_snapshot": {"", "", sharedAccounts},
	"aws_ssm_document":        {"", "", "permissions"},
	"aws_s3_bucket_cors_configuration": {"pages of other sites may read from it",
		"pages of other sites do not read from it any more", "cors_rule"},
	"aws_s3_bucket_website_configuration": {"it is served as a website", "it is no website any more",
		"redirect routing"},
	"aws_network_interface_sg_attachment": {"it is in another security group",
		"it is in this security group no more", "security_group_id network_interface_id"},
	"aws_vpc_endpoint_security_group_association": {"it is in another security group",
		"it is in this security group no more", "security_group_id vpc_endpoint_id"},
	"aws_ec2_managed_prefix_list": {"", "", "entry"},
	"aws_ec2_managed_prefix_list_entry": {"rules let more addresses through",
		"rules let fewer addresses through", "cidr"},
	"aws_wafv2_web_acl":  {"", "", "rule default_action"},
	"aws_wafv2_ip_set":   {"", "", "addresses"},
	"aws_lb_trust_store": {"", "", "ca_certificates"},
	"aws_sns_topic_subscription": {"somebody is sent its messages",
		"somebody is sent its messages no more", "endpoint protocol topic_arn"},
	"aws_cloudwatch_log_subscription_filter": {"log lines are sent somewhere", "log lines are sent there no more",
		"destination_arn filter_pattern log_group_name"},
	"aws_cloudwatch_event_target": {"events are sent somewhere", "events are sent there no more", "arn input"},
	"aws_cloudwatch_event_api_destination": {"events are sent somewhere", "events are sent there no more",
		"invocation_endpoint"},
	"aws_s3_bucket_replication_configuration": {"objects are copied somewhere", "objects are copied there no more",
		"rule"},
	"aws_s3_bucket_notification": {"events of the bucket are sent somewhere",
		"events of the bucket are sent there no more", "topic queue lambda eventbridge"},
	"aws_kinesis_firehose_delivery_stream": {"data is sent somewhere", "data is sent there no more",
		"extended_s3 http_endpoint redshift opensearch splunk snowflake iceberg"},
	"aws_lambda_event_source_mapping": {"a function reads from somewhere",
		"a function reads from there no more", "event_source_arn function_name"},
	"aws_ecr_replication_configuration": {"images are copied somewhere", "images are copied there no more",
		"replication_configuration"},
	"aws_ecr_pull_through_cache_rule": {"images come from another registry", "images come from there no more",
		"upstream"},
	"aws_dynamodb_kinesis_streaming_destination": {"items are sent somewhere", "items are sent there no more",
		"stream_arn"},
	"aws_cloudwatch_log_destination": {"other accounts may send log lines", "other accounts send no log lines any " +
		"more", "target_arn"},
	"aws_ami_launch_permission": {"others may start the image", "others may not start the image any more",
		"account group organization"},
	"aws_snapshot_create_volume_permission": {"another account may read the snapshot",
		"another account may not read the snapshot any more", "account_id"},
	"aws_service_discovery_service": {"the tasks can be found by a name", "the tasks cannot be found by the name any " +
		"more", "dns_config namespace_id"},
	"aws_eip_association": {"it gets a public address", "it has no public address any more",
		"instance_id network_interface_id"},
}

// exposure is what is reached by more or by fewer than before.
func (c *comparison) exposure() []Effect {
	out := c.groupEffects()
	for _, address := range check.SortedKeys(c.byAddress) {
		change := c.byAddress[address]
		out = append(out, c.opened(change)...)
		out = append(out, c.passed(change)...)
		out = append(out, c.asked(change)...)
		out = append(out, c.regrouped(change)...)
	}
	return out
}

func (c *comparison) opened(change tfjson.Change) []Effect {
	after, there := c.after.at(change.Address)
	var out []Effect
	for _, o := range openings {
		if !slices.Contains(strings.Fields(o.kinds), typeOf(change.Type)) {
			continue
		}
		is := func(v any) bool { return slices.ContainsFunc(at(v, strings.Split(o.path, ".")), o.open) }
		now := there && is(after.Attributes)
		was := change.Before != nil && is(change.Before)
		e := Effect{Address: c.show.text(change.Address)}
		unknown := there && slices.ContainsFunc(at(after.Attributes, strings.Split(o.path, ".")), func(v any) bool {
			return isReference(text(v))
		})
		switch {
		case unknown && change.Before != nil:
			e.Direction, e.Kind, e.Text = Unclear, "unknown", o.path+": only the apply tells what it is"
		case now && !was:
			e.Direction, e.Kind, e.Text = More, "added", o.opened
		case was && !now && there:
			e.Direction, e.Kind, e.Text = Less, "removed", o.closed
		default:
			continue
		}
		out = append(out, e)
	}
	return out
}

func (c *comparison) passed(change tfjson.Change) []Effect {
	p, ok := passages[typeOf(change.Type)]
	if !ok {
		return nil
	}
	e := Effect{Address: c.show.text(change.Address)}
	more, less := More, Less
	if c.denies(change) {
		more, less, p.made, p.gone = less, more, p.gone, p.made
	}
	switch actionOf(change) {
	case Created:
		if p.made == "" || c.onlyOutwards(change) {
			return nil
		}
		e.Direction, e.Kind, e.Text = more, "added", p.made+c.toWhere(change, p)
	case Destroyed:
		if p.gone == "" {
			return nil
		}
		e.Direction, e.Kind, e.Text = less, "removed", p.gone
	case Updated, Replaced:
		shown := c.change(change, Updated)
		var parts []string
		unclear := false
		for _, a := range shown.Attributes {
			if startsWithOne(a.Path, p.path) && a.Note == "" {
				parts = append(parts, a.String())
			}
		}
		for _, path := range shown.Unknown {
			if startsWithOne(path, p.path) && !c.staysAs(change, path) {
				parts, unclear = append(parts, path+": known after the apply"), true
			}
		}
		if len(parts) == 0 {
			return nil
		}
		e.Direction, e.Kind, e.Text = Another, "changed", few(parts)
		if unclear && len(parts) == 1 {
			e.Direction, e.Kind = Unclear, "unknown"
		}
	default:
		return nil
	}
	e.Text = c.show.text(e.Text)
	return []Effect{e}
}

// denies is what lets less through while it is there: a rule that denies, and the list of subnets that otherwise have
// the network's default one, which lets everything through.
func (c *comparison) denies(change tfjson.Change) bool {
	after, there := c.after.at(change.Address)
	attributes := change.Before
	if there {
		attributes = after.Attributes
	}
	return change.Type == "aws_network_acl" && !there ||
		change.Type == "aws_network_acl_rule" && strings.EqualFold(text(attributes["rule_action"]), "deny")
}

// onlyOutwards is a way out, of subnets that are as new as it is.
func (c *comparison) onlyOutwards(change tfjson.Change) bool {
	r, ok := c.after.at(change.Address)
	if !ok || change.Type != "aws_route" || unset(r.Attributes["nat_gateway_id"]) &&
		unset(r.Attributes["egress_only_gateway_id"]) {
		return false
	}
	table, ok := c.after.first(r, r.Attributes["route_table_id"], "aws_route_table")
	return ok && actionOf(c.byAddress[table.Address]) == Created
}

// staysAs tells that an unknown attribute refers to what it referred to before: to a resource that is made anew.
func (c *comparison) staysAs(change tfjson.Change, path string) bool {
	name, _, _ := strings.Cut(strings.SplitN(path, "[", 2)[0], ".")
	after, ok := c.after.at(change.Address)
	if !ok || change.Before == nil {
		return false
	}
	was := c.before.links(after.Module, change.Before[name], "")
	is := c.after.links(after.Module, after.Attributes[name], "")
	if len(was) == 0 || len(was) != len(is) {
		return false
	}
	for i := range was {
		if c.before.Resources[was[i]].Address != c.after.Resources[is[i]].Address {
			return false
		}
	}
	return true
}

// toWhere names where a new passage leads.
func (c *comparison) toWhere(change tfjson.Change, p passage) string {
	after, _ := c.after.at(change.Address)
	for name := range strings.FieldsSeq(p.path) {
		switch v := scalar(after.Attributes[name]).(type) {
		case string:
			if v != "" && name != "protocol" {
				return ": " + name + " " + c.show.value(c.literal(after.Module, v))
			}
		case nil, bool:
		default:
			if n, known := number(v); known {
				return ": " + name + " " + amount(n)
			}
		}
	}
	return ""
}

func startsWithOne(path, names string) bool {
	for name := range strings.FieldsSeq(names) {
		if strings.HasPrefix(path, name) {
			return true
		}
	}
	return false
}

// asked is a listener or a rule that lets clients in without a login, and asked for one before.
func (c *comparison) asked(change tfjson.Change) []Effect {
	after, ok := c.after.at(change.Address)
	if !ok || change.Before == nil || !strings.Contains(change.Type, "listener") {
		return nil
	}
	login := func(attributes map[string]any) int {
		n := 0
		for _, name := range []string{"default_action", "action"} {
			for _, action := range blocks(attributes[name]) {
				if strings.HasPrefix(text(action["type"]), "authenticate-") {
					n++
				}
			}
		}
		return n
	}
	switch was, is := login(change.Before), login(after.Attributes); {
	case was > 0 && is == 0:
		return []Effect{{Address: c.show.text(change.Address), Direction: More, Kind: "widened",
			Text: "clients are let in without a login"}}
	case was == 0 && is > 0:
		return []Effect{{Address: c.show.text(change.Address), Direction: Less, Kind: "narrowed",
			Text: "clients need a login"}}
	}
	return nil
}

// outputs are those that become others.
func (c *comparison) outputs() []string {
	var created, gone, out []string
	for _, o := range c.after.around.Outputs {
		name := c.show.text(o.Name)
		switch {
		case o.SensitiveBefore && !o.SensitiveAfter && slices.Contains(o.Actions, "update"):
			out = append(out, name+" is not sensitive any more: whoever can read the state or a log can read it")
		case slices.Contains(o.Actions, "create"):
			created = append(created, name)
		case slices.Contains(o.Actions, "delete"):
			gone = append(gone, name)
		case o.Unknown:
			out = append(out, name+" is known after the apply")
		default:
			out = append(out, fmt.Sprintf("%s: %s → %s", name, c.show.value(o.Before), c.show.value(o.After)))
		}
	}
	if len(created) > 0 {
		out = append(out, "new: "+strings.Join(created, ", "))
	}
	if len(gone) > 0 {
		out = append(out, "gone: "+strings.Join(gone, ", "))
	}
	return out
}

// checks are the conditions of the configuration that do not hold.
func (c *comparison) checks() []string {
	var out []string
	for _, check := range c.after.around.Checks {
		text := check.Address + ": it does not hold"
		switch check.Status {
		case "unknown": // as every condition on what the apply makes; the apply stops where it does not hold
			continue
		case "error":
			text = check.Address + ": it could not be judged"
		}
		if check.Problem != "" {
			text += ": " + check.Problem
		}
		out = append(out, c.show.text(text))
	}
	return out
}

func (c *comparison) invocations() []string {
	var out []string
	for _, address := range c.after.around.Invocations {
		out = append(out, c.show.text(address))
	}
	return out
}
