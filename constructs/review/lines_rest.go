package review

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/price"

// rest prices secrets, keys, firewall rules, storage and budgets.
func (e *estimator) rest() {
	e.each(groupSecurity, "aws_secretsmanager_secret", "secret", e.prices.USD(price.SecretMonth))
	e.each(groupSecurity, "aws_kms_key", "KMS key", e.prices.USD(price.KeyMonth))
	e.of("aws_wafv2_web_acl", func(r Resource, instances float64) {
		rules := float64(len(blocks(r.Attributes["rule"])))
		millions := e.used(e.usage.WebRequestsMillions, 1, "million requests through each web ACL")
		usd := e.prices.USD(price.WebACLMonth) + rules*e.prices.USD(price.WebACLRuleMonth) +
			millions*e.prices.USD(price.WebACLMillionRequests)
		e.add(groupSecurity, r.label()+": web ACL with "+plural(rules, "rule"), r.Address, fixed(instances*usd))
	})
	if e.count("aws_ecr_repository") > 0 {
		gb := e.used(e.usage.ImageGB, 2, "GB of images in each repository")
		e.each(groupStorage, "aws_ecr_repository", "ECR repository", gb*e.prices.USD(price.RepositoryGBMonth))
	}
	if e.count("aws_efs_file_system") > 0 {
		gb := e.used(e.usage.FileSystemGB, 1, "GB in each file system")
		e.each(groupStorage, "aws_efs_file_system", "EFS file system", gb*e.prices.USD(price.FileSystemGBMonth))
	}
	e.budgets()
}

// each prices all resources of a type in one line.
func (e *estimator) each(group, kind, noun string, usd float64) {
	if n := e.count(kind); n > 0 {
		e.add(group, plural(n, noun), "", fixed(n*usd))
	}
}

// freeActionDays a month of budgets with actions are free in an account, which is two such budgets.
const freeActionDays = 62

// budgets are free; those with an action cost something from the third on.
func (e *estimator) budgets() {
	budgets := e.count("aws_budgets_budget")
	acting := map[string]bool{}
	e.of("aws_budgets_budget_action",
		func(r Resource, _ float64) { acting[r.Module+" "+text(r.Attributes["budget_name"])] = true })
	n := float64(len(acting))
	if budgets == 0 && n == 0 {
		return
	}
	days := max(n*price.HoursPerMonth/24-freeActionDays, 0)
	item := plural(max(budgets, n), "budget")
	if n > 0 {
		item += ", " + amount(n) + " with actions"
		e.assume("budgets with actions: the account's first two are free")
	}
	e.add(groupGuard, item, "", fixed(days*e.prices.USD(price.BudgetActionDay)))
}
