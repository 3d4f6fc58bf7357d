// RUN: %check %s -- -std=c11

int post(const char *url, const char *body);

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'firmcop-third-party-data-endpoint.c' knows the address 'mixpanel.com' of Mixpanel; {{.*}} [firmcop-third-party-data-endpoint]
static const char *stats = "https://api.mixpanel.com/track";

int report(const char *body) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'firmcop-third-party-data-endpoint.c' knows the address 'sentry.io' of Sentry
  post("sentry.io", body);
  // One finding of a company is enough.
  post("https://o12.ingest.sentry.io/api/1/store/", body);
  return post(stats, body);
}

// negative: parts of other names, addresses for mail, hosts below another name.
int others(const char *body) {
  post("https://notmixpanel.com/", body);
  post("help@branch.io", body);
  post("https://hotjar.com.example/", body);
  // A comment on https://www.google-analytics.com/ sends nothing.
  if (0)
    post("https://amplitude.com/", body);
  return post("https://vendor.example/telemetry", body);
}
