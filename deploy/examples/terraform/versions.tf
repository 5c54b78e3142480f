terraform {
  required_version = ">= 1.3"
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.211.0"
    }
  }
}

# All products answer at one endpoint. HTTPS, since the provider revokes rules of security groups over HTTPS only; it believes the
# stack's own certificate if SSL_CERT_FILE names it.
provider "alicloud" {
  region                 = var.region
  access_key             = var.access_key
  secret_key             = var.secret_key
  account_id             = var.account_id
  account_type           = "Domestic"
  skip_region_validation = true
  protocol               = "HTTPS"

  endpoints {
    vpc        = var.endpoint
    ecs        = var.endpoint
    sts        = var.endpoint
    quotas     = var.endpoint
    location   = var.endpoint
    bssopenapi = var.endpoint
  }
}
