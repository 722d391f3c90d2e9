output "urls" {
  description = "Where the services are reached."
  value = {
    chat   = module.chat.service_url
    search = module.search.service_url
  }
}
